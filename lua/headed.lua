-- The parts of a text by their headings.
--
--   headed.parts(body)   {[words of a heading of level 2] = {node, …}, …}; what stands before the first is in none

local headed = {}

function headed.parts(body)
    local parts, current = {}, nil
    for i = 1, #body do
        local node = body[i]
        if node.kind == "heading" and node.level == 2 then
            current = {}
            parts[plain(node)] = current
        elseif current then
            current[#current + 1] = node
        end
    end
    return parts
end

return headed
