-- The collections whose texts websites or books print: those of a group, and the county's.

return {
    of_groups = {"cases", "stories", "groups", "reports", "plans", "platforms", "handbooks", "chapters", "old_handbooks", "old_chapters"},
    of_county = {"county", "texts", "bodies", "policies", "notices", "prefaces", "evaluation_texts", "evaluation_notes"},
}
