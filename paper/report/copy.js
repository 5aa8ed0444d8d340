/* A button beside each command that copies it. Pages opened from a disk may be refused the clipboard: then the
 * command is selected, so that the keyboard's own copy takes it. */
(function () {
    'use strict';
    function select(element) {
        var range = document.createRange();
        range.selectNodeContents(element);
        var selection = window.getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
    }
    function selected(element) {
        select(element);
        try { return document.execCommand('copy'); } catch (refused) { return false; }
    }

    document.querySelectorAll('pre.command').forEach(function (block) {
        var code = block.querySelector('code');
        var row = document.createElement('div');
        var button = document.createElement('button');
        var said = document.createElement('span');
        row.className = 'copy';
        button.type = 'button';
        button.textContent = 'Copy the command';
        said.setAttribute('role', 'status');
        function tell(done) {
            said.textContent = done ? 'Copied.' : 'Selected: copy it with Ctrl+C.';
        }
        button.addEventListener('click', function () {
            if (navigator.clipboard && window.isSecureContext) {
                navigator.clipboard.writeText(code.textContent).then(function () { tell(true); },
                    function () { tell(selected(code)); });
            } else {
                tell(selected(code));
            }
        });
        row.appendChild(button);
        row.appendChild(said);
        block.insertAdjacentElement('afterend', row);
    });
})();
