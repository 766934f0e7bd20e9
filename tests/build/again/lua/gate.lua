-- Who does not want to be named is named in nothing for everybody.
return function(site)
    local words = {"不得外传"}
    for _, object in ipairs(site.objects) do
        if object.shown == "否" and object.lender then words[#words + 1] = object.lender end
    end
    return {{words = words, judge = function()
        return {zh = "不能公开", en = "not for everybody", hint = "去掉", hint_en = "take it out", code = "unnamed"}
    end}}
end
