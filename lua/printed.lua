-- Which tables each output prints, so that the manifest can name their files (domain §5.10): by the id of a publication and by the
-- template of a page. Texts need no word here: the engine sees whose text is printed.
--
--   printed.book["calendar"], printed.page["page/members.html"] → names of collections, nil: none

local year = {"activities", "units", "flows", "resources", "loans", "studios", "growth", "rules", "sync", "lift"}
local county = {"activities", "units", "flows", "resources", "studios", "sync", "lift", "milestones"}

local function with(list, more)
    local all = {}
    for i, name in ipairs(list) do all[i] = name end
    for _, name in ipairs(more) do all[#all + 1] = name end
    return all
end

local home = {"units", "activities"}
local days = {"activities", "calendar"}
local points = {"indicators", "scores", "opinions", "activities"}

local printed = {}

-- What a page with no list of its own says: whose site it is, in its head and foot. scope: the group's id, nil on the hub.
function printed.frame(scope) return scope and {"county", "groups"} or {"county"} end

printed.book = {
    ["annual-public"] = year, ["annual-internal"] = with(year, {"obligations", "rectifications", "milestones"}),
    ["evaluation-public"] = with(county, {"evaluations"}), ["evaluation-internal"] = with(county, {"obligations", "evaluations", "rounds", "scores", "opinions"}),
    compendium = {"cases"}, calendar = days, wall = days, resources = {"resources", "loans"}, ["resources-internal"] = {"resources", "loans"},
    leaflet = {"units", "activities", "resources"}, poster = {"units", "activities", "resources"},
    ["n1-reminder"] = {"activities", "obligations", "units"}, ["n2-notice-draft"] = {"activities", "obligations", "units", "reminders", "sync"},
    ["n3-proof"] = {"proof_rules"}, ["n4-quality"] = {"activities", "units", "consent"}, ["n5-opinions"] = {"opinions", "activities", "sync", "lift"},
    ["n6-filing"] = {"plans", "handbooks"}, ["p7-assessment"] = points, ["p7-summary"] = points,
    ["compendium-editor"] = {"cases"}, ["release-register"] = {"cases"}, ["review-register"] = {"cases"}, ["print-run"] = {"handbooks"},
}

printed.page = {
    ["page/hub.html"] = {"units", "activities"}, ["page/group-hanging.html"] = home, ["page/group-spread.html"] = home, ["page/group-scroll.html"] = home, ["page/members.html"] = {"units"},
    ["page/member.html"] = {"units", "activities", "rules", "sync", "resources", "studios"}, ["page/activities.html"] = {"activities"}, ["page/activity-list.html"] = {"activities"},
    ["page/calendar.html"] = days, ["page/calendar-month.html"] = days, ["page/party.html"] = {"activities"},
    ["page/results.html"] = {"activities", "sync", "lift"}, ["page/teachers.html"] = {"activities", "flows", "studios"},
    ["page/resources.html"] = {"resources"}, ["page/platform.html"] = {"resources", "activities"}, ["page/cases.html"] = {"cases"},
    ["page/policies.html"] = {"policies"}, ["page/handbook-standard.html"] = {"group_indicators"}, ["page/handbook-comparison.html"] = {"handbooks", "old_handbooks"},
    ["page/hub-about.html"] = {"bodies"}, ["page/hub-contact.html"] = {"bodies"}, ["page/about.html"] = {"units", "milestones"}, ["page/brand.html"] = {"units", "activities"},
    ["page/contact.html"] = {"units"}, ["page/organization.html"] = {"units"}, ["page/reports.html"] = {"milestones", "evaluations"},
    ["page/policy.html"] = {"indicators"}, ["page/hub-figures.html"] = county, ["page/hub-platform.html"] = {"resources", "cases"},
    ["page/hub-reports.html"] = {"evaluation_texts", "reports"}, ["page/moved.html"] = {"moved"}, ["page/feed.xml"] = {"cases", "activities", "notices"},
    ["page/sitemap.xml"] = {"cases", "handbooks", "plans", "stories"}, ["page/llms.txt"] = {"cases", "handbooks", "plans", "stories"},
    ["page/report-whole.html"] = year, ["page/report-annexes.html"] = year, ["page/hub-cases.html"] = {"cases"}, ["page/hub-case-indexes.html"] = {"cases"},
}

return printed
