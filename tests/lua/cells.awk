# cells.awk: the tables of a book cell by cell, from `kanben dump tree BOOK`.
#
# One line for each cell that is no head: the caption and the heads of the first line joined by /, first cell of the row, nearest words
# to its left, head of its column (two-line heads joined by ·), what stands in it; parted by tabs. Cells that span rows or columns
# stand in each place that they cover.
function put(text,   c, r, k) {
    c = 1
    while ((row, c) in taken) c++
    for (r = 0; r < rows; r++)
        for (k = 0; k < cols; k++) { taken[row + r, c + k] = 1; grid[row + r, c + k] = text }
    if (c + cols - 1 > width) width = c + cols - 1
}
function close_cell() { if (in_cell) put(cell); in_cell = 0 }
function close_table(   r, c, k, title, near, name) {
    close_cell()
    name = caption
    for (c = 1; c <= width && heads; c++) if (c == 1 || grid[1, c] != grid[1, c - 1]) name = name "/" grid[1, c]
    for (r = heads + 1; r <= row; r++) {
        near = grid[r, 1]
        for (c = 1; c <= width; c++) {
            title = heads ? grid[1, c] : ""
            for (k = 2; k <= heads; k++) if (grid[k, c] != grid[k - 1, c]) title = title "·" grid[k, c]
            if (grid[r, c] != "") printf "%s\t%s\t%s\t%s\t%s\n", name, grid[r, 1], near, title, grid[r, c]
            if (grid[r, c] != "" && grid[r, c] !~ /^[−+-]?[0-9]/) near = grid[r, c]
        }
    }
    in_table = 0
}
{ match($0, /^ */); depth = RLENGTH }
in_table && depth <= table_depth { close_table() }
$1 == "table" && !in_table {
    in_table = 1; table_depth = depth; row = 0; width = 0; caption = ""; in_caption = 0
    heads = $2 ~ /^[0-9]+$/ ? $2 + 0 : 0
    split("", taken); split("", grid)
    next
}
!in_table { next }
$1 == "caption" { in_caption = 1; next }
$1 == "row" { close_cell(); in_caption = 0; row++; next }
$1 == "cell" {
    close_cell(); in_cell = 1; cell = ""; rows = 1; cols = 1
    for (i = 2; i <= NF; i++) { if ($i ~ /^rowspan=/) rows = substr($i, 9) + 0; if ($i ~ /^colspan=/) cols = substr($i, 9) + 0 }
    next
}
$1 == "text" {
    said = $0
    sub(/^ *text "/, "", said); sub(/" @[0-9:]*$/, "", said)
    if (in_cell) cell = cell said; else if (in_caption) caption = caption said
}
END { if (in_table) close_table() }
