-- What the county's documents and tables are: every file of content/, its fields and their rules.
--
--   {scope = pattern with {scope}: which part of the whole a file belongs to,
--    totals = first cells that mark a line of totals, assets = patterns of files that may lie there besides,
--    collections = {…}, checks = {function(site, report), …}, side_checks = {the same, of those that set nothing aside},
--    proofs = {functions likewise, run for check --proof; without them all that site.lint() finds is told}}
--
-- A collection:
--   {name = , label = , document | table | file = path with {captures}, key = field, names = {fields},
--    scope = {fields within whose values the key is unique}, key_repeats = true, codes = {…}, fields = {…},
--    visible = "public" (else), "internal", "never": of the whole; no field is less secret,
--    sheet = name of the sheet when the table is a workbook (.xlsx .et in the place of .csv); else its first}
-- A capture that no field is named like becomes a field (group_id, school_year); one that is must say the
-- same as the field, and fills it when it is blank.
--
-- A field: {"name as the author writes it", "type", key = name in scripts, required = true, …} with
--   type     str text id date month time int num bool list map rows ref
--   to       the collection it refers to (ref, list); also = {words allowed besides}
--   allowed  the only values; default = a blank one's, default_of = {"field that refers to a row",
--            "field of that row"}: a blank one's is what that row has; parts = {names} of rows a|b|c
--   min, max (numbers; lists: how many), length (characters), pattern (of Lua), unit (of measure)
--   equals   a capture it must equal; output = true: the path of something that is made,
--            known once all is planned; files = folder that its values are files of, from the row's own
--   visible  "public" (else), "internal", "never" (not even inside)
--   prose    false: proofreading leaves it alone (of a collection: its bodies too), as it does what is chosen from
--            a list, refers to something or has a pattern
--   codes    what is reported: missing bad unknown rewritten unit limit differs file, each "E01" or
--            {"E01", level = "error|warning|note", zh = , en = } with {name} {value} {want} in the words;
--            rewritten is silent without one. Of collections: repeated clash columns ignored unknown_key no_column
--
-- The collections are in model_county, model_config, model_groups and model_records; what they share in model_fields.
-- The rules are those of the county's plan and of domain §2.2, codes those of §3.9.

local check_figures = require "check_figures"
local check_scores = require "check_scores"
local proof = require "proof"
local value = require "value"

local parts = {require "model_county", require "model_config", require "model_groups", require "model_records"}

-- What sets rows aside, and what is to be told of rows that are; the rest need not be waited for, nor their modules. The longest
-- of these comes first: several processes may share them.
local checks, side_checks = {}, {}
for i, name in ipairs {"names", "school_year", "county", "records", "child_lists"} do checks[i] = require("check_" .. name).run end
for i, name in ipairs {"private", "activities", "occasions", "commitments", "calendar", "units", "groups", "cases",
    "handbooks", "handbook_files", "plans", "reports", "presence", "posts", "assessment", "photos"} do
    side_checks[i] = function(site, report) require("check_" .. name).run(site, report) end
end

local collections = {}
for _, part in ipairs(parts) do
    for _, collection in ipairs(part) do collections[#collections + 1] = collection end
end

return {
    scope = "groups/{scope}/",
    totals = {"合计", "总计", "小计"},
    assets = {"groups/*/brand/*.png", "groups/*/brand/*.jpg", "groups/*/media/*.jpg", "groups/*/media/*.png",
        "county/media/*.jpg", "county/media/*.png"},
    collections = collections,
    value = value.answer,
    checks = checks,
    side_checks = side_checks,
    late_checks = {check_figures.run, check_scores.run},
    proofs = {proof.run},
}
