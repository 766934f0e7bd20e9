-- What checking found, for the office's papers (domain 4.3 内部版, 4.11 N4): the messages of a group's files, or of the
-- county's own.
--
--   quality.of(group)       the messages about a group's files; group nil: about the county's own
--   quality.path(message)   its file below the content folder, or nil when it is none of its files
--   quality.counts(list)    {{level, code, count, first = message}, …}, errors first, codes in order
--   quality.levels, quality.level_name[level]

local quality = {levels = {"error", "warning", "note"}, level_name = {error = "错误", warning = "警告", note = "提示"}}

function quality.path(message)
    local file = message.file
    return file and (file:match("^.-(groups/.*)$") or file:match("^.-(county/.*)$"))
end

local function belongs(message, group)
    local path = quality.path(message)
    return path ~= nil and path:find(group and "groups/" .. group.id .. "/" or "county/", 1, true) == 1
end

function quality.of(group)
    local list = {}
    for _, message in ipairs(site.diagnostics()) do
        if belongs(message, group) then list[#list + 1] = message end
    end
    return list
end

function quality.counts(list)
    local counts = {}
    for _, level in ipairs(quality.levels) do
        local of, own = {}, {}
        for _, message in ipairs(list) do
            if message.level == level then
                local entry = of[message.code]
                if not entry then
                    entry = {level = level, code = message.code, count = 0, first = message}
                    of[message.code], own[#own + 1] = entry, entry
                end
                entry.count = entry.count + 1
            end
        end
        table.sort(own, function(a, b) return a.code < b.code end)
        for _, entry in ipairs(own) do counts[#counts + 1] = entry end
    end
    return counts
end

return quality
