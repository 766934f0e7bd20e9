# Who knows what is printed takes it from the sums (domain §5.3 d): reads lines
#   cell NAME VALUE      VALUE * where nothing is printed
#   sum NAME VALUE       what is printed of a sum
#   in NAME SUM          a cell is in a sum
# and prints each cell that was kept back and is found all the same: Gauss and Jordan over all sums.

$1 == "cell" { value[$2] = $3; if ($3 == "*") { hidden[++n] = $2; place[$2] = n } }
$1 == "sum" { total[$2] = $3 }
$1 == "in" { member[$3, ++size[$3]] = $2 }

END {
    for (s in total) {
        if (total[s] !~ /^[0-9]+$/) continue
        rows++
        for (i = 1; i <= n + 1; i++) m[rows, i] = 0
        m[rows, n + 1] = total[s]
        for (i = 1; i <= size[s]; i++) {
            name = member[s, i]
            if (name in place) m[rows, place[name]]++; else m[rows, n + 1] -= value[name]
        }
    }
    for (c = 1; c <= n; c++) {
        for (r = at + 1; r <= rows && (m[r, c] < 1e-9 && m[r, c] > -1e-9); r++) ;
        if (r > rows) continue
        at++
        for (i = 1; i <= n + 1; i++) { t = m[r, i]; m[r, i] = m[at, i]; m[at, i] = t }
        t = m[at, c]
        for (i = 1; i <= n + 1; i++) m[at, i] /= t
        for (r = 1; r <= rows; r++) if (r != at) {
            t = m[r, c]
            for (i = 1; i <= n + 1; i++) m[r, i] -= t * m[at, i]
        }
    }
    for (r = 1; r <= at; r++) {
        count = 0
        for (i = 1; i <= n; i++) if (m[r, i] > 1e-9 || m[r, i] < -1e-9) { count++; which = i }
        if (count == 1) print "found: " hidden[which] " " m[r, n + 1]
    }
    print n " kept back, " rows " sums"
}
