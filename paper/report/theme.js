/* Light or dark: what the system says, until the reader says otherwise; the choice is remembered. Runs in the head,
 * before anything is drawn, and adds its button when the page is there. */
(function () {
    'use strict';
    var root = document.documentElement;
    var system = window.matchMedia('(prefers-color-scheme: dark)');
    var key = 'hodograph-theme';

    function remembered() {
        try { return window.localStorage.getItem(key); } catch (refused) { return null; }
    }
    function remember(theme) {
        try { window.localStorage.setItem(key, theme); } catch (refused) { /* for this page only, then */ }
    }
    function current() {
        return root.getAttribute('data-theme') || (system.matches ? 'dark' : 'light');
    }

    var chosen = remembered();
    if (chosen === 'light' || chosen === 'dark') {
        root.setAttribute('data-theme', chosen);
    }

    document.addEventListener('DOMContentLoaded', function () {
        var button = document.createElement('button');
        function tell() {
            button.textContent = current() === 'dark' ? 'Light colours' : 'Dark colours';
        }
        button.type = 'button';
        button.id = 'theme';
        button.addEventListener('click', function () {
            var theme = current() === 'dark' ? 'light' : 'dark';
            root.setAttribute('data-theme', theme);
            remember(theme);
            tell();
        });
        system.addEventListener('change', tell);
        tell();
        document.querySelector('header.site nav').appendChild(button);
    });
})();
