#!/bin/sh
# Computed tables made part by part in several processes: a library's loans, more of them than one process takes on
# alone. Run by tests/run with the program in KANBEN.
case $KANBEN in /*) kanben=$KANBEN ;; *) kanben=$PWD/$KANBEN ;; esac
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir lua templates content
cat >lua/model.lua <<'LUA'
return {collections = {{name = "loans", table = "loans.csv", key = "id", fields = {{"id", "id", required = true}, {"branch", "str"}, {"days", "int"}}}}, checks = {}}
LUA
cat >lua/tables.lua <<'LUA'
return {
    tables = {{name = "late", columns = {"branch", "id", "days"}}, {name = "total", columns = {"branch", "days"}}},
    parts = function(site)
        local list = {}
        for i = 1, 40 do list[i] = "B" .. i end
        return list, {limit = 28}
    end,
    fill = function(site, add, branch, shared)
        local sum, longest = 0, nil
        for _, loan in ipairs(site.loans:where{branch = branch}) do
            sum = sum + loan.days
            if not longest or loan.days > longest.days then longest = loan end
            if loan.days > shared.limit then add("late", {branch, loan.id, loan.days}) end
        end
        return {branch = branch, sum = sum, longest = longest}
    end,
    finish = function(site, add, results)
        for _, r in ipairs(results) do add("total", {r.branch .. " " .. r.longest.id, r.sum}) end
    end,
}
LUA
echo 'return function() end' >templates/site.lua
awk 'BEGIN { print "id,branch,days"; for (i = 0; i < 24000; i++) printf "L%05d,B%d,%d\n", i, i * 7919 % 40 + 1, i * 104729 % 31 }' >content/loans.csv
passed=0
failed=0
same() { # same WHAT WANT GOT
    if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "failed: $1"; echo "expected: $2"; echo "got: $3"; fi
}
rows() { "$kanben" query -j "$1" --as-of 2026-01-01 --csv "SELECT * FROM $2"; }
# what SQL says of the same rows
same 'sums of one process' "$(rows 1 "(SELECT branch, sum(days) AS days FROM loans GROUP BY 1 ORDER BY CAST(substr(branch, 2) AS INTEGER))")" \
    "$(rows 1 total | sed 's/ L[0-9]*//')"
same 'rows of one process' "$(rows 1 "(SELECT branch, id, days FROM loans WHERE days > 28 ORDER BY CAST(substr(branch, 2) AS INTEGER), id)")" "$(rows 1 late)"
for table in late total; do
    same "$table of three processes" "$(rows 1 $table)" "$(rows 3 $table)"
done
sed -i 's/ local sum, longest = 0, nil/ if branch ~= "B1" and branch ~= "B2" then error("broken") end&/' lua/tables.lua
message=$("$kanben" check -j1 --format short 2>&1)
same 'a part that fails' 'lua/tables.lua:9: 错误 script: 脚本出错：broken' "$(echo "$message" | grep -o '.*broken')"
same 'a part that fails, once for all processes' "$message" "$("$kanben" check -j3 --format short 2>&1)"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
