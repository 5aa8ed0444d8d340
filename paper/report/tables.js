/* Tables that sort by any column, and the filter of the table of all claims. Without this script they are plain tables.
 *
 * A heading says by data-sort how its column sorts: "number", "order" (a number that stands for the cell) or "text";
 * a cell's data-value, where there is one, is what it sorts by. What is no number comes last, both ways. */
(function () {
    'use strict';

    function value(cell, kind) {
        var text = cell.hasAttribute('data-value') ? cell.getAttribute('data-value') : cell.textContent.trim();
        if (kind === 'text') { return text; }
        if (text === 'inf') { return Infinity; }
        if (text === '-inf') { return -Infinity; }
        return text === '' ? NaN : Number(text);
    }
    function wanting(x, kind) { return kind === 'text' ? x === '' || x === '-' : isNaN(x); }
    function compare(a, b, kind) {
        if (kind === 'text') { return a.localeCompare(b, 'en', { numeric: true }); }
        return a < b ? -1 : a > b ? 1 : 0;
    }

    function sort(table, index, kind, descending) {
        var body = table.tBodies[0];
        var rows = Array.prototype.map.call(body.rows, function (row) {
            return { row: row, value: value(row.cells[index], kind) };
        });
        rows.sort(function (a, b) { /* stable: equal rows keep their order */
            var noA = wanting(a.value, kind), noB = wanting(b.value, kind);
            if (noA || noB) { return noA - noB; }
            return descending ? compare(b.value, a.value, kind) : compare(a.value, b.value, kind);
        });
        rows.forEach(function (entry) { body.appendChild(entry.row); });
    }

    function makeSortable(table) {
        var headings = Array.prototype.slice.call(table.tHead.rows[0].cells);
        headings.forEach(function (heading, index) {
            var kind = heading.getAttribute('data-sort');
            if (!kind) { return; }
            var button = document.createElement('button');
            button.type = 'button';
            while (heading.firstChild) { button.appendChild(heading.firstChild); }
            heading.appendChild(button);
            heading.setAttribute('aria-sort', 'none');
            button.addEventListener('click', function () {
                var descending = heading.getAttribute('aria-sort') === 'ascending';
                headings.forEach(function (other) {
                    if (other.hasAttribute('aria-sort')) { other.setAttribute('aria-sort', 'none'); }
                });
                heading.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
                sort(table, index, kind, descending);
            });
        });
    }

    function makeFilter(form) {
        var rows = Array.prototype.slice.call(document.getElementById(form.getAttribute('data-table')).tBodies[0].rows);
        var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
        var words = form.querySelector('input'), verdict = form.querySelector('select');
        var said = form.querySelector('[role=status]');
        function filter() {
            var wanted = words.value.toLowerCase().split(/\s+/), shown = 0;
            rows.forEach(function (row, i) {
                var fits = (verdict.value === '' || row.getAttribute('data-verdict') === verdict.value) &&
                    wanted.every(function (word) { return texts[i].indexOf(word) >= 0; });
                row.hidden = !fits;
                shown += fits ? 1 : 0;
            });
            said.textContent = shown + ' of ' + rows.length + ' claims';
        }
        form.hidden = false;
        form.addEventListener('input', filter);
        form.addEventListener('change', filter);
        form.addEventListener('submit', function (event) { event.preventDefault(); });
        filter();
    }

    document.querySelectorAll('table.sortable').forEach(makeSortable);
    document.querySelectorAll('form.filter').forEach(makeFilter);
})();
