-- Equations get their numbers, \ref and \eqref their links: `labels` (metadata) is the list of labels.awk, `root` the
-- way from this page to the top of the site, `page` its address. A reference to no label stops the page; one to a page that
-- this site leaves out is a number and no link.

local stringify = pandoc.utils.stringify
local places, root, page = {}, "", ""

local function place_of(label)
  local place = places[label]
  if not place then
    io.stderr:write(page .. ": there is no \\label{" .. label .. "}\n")
    os.exit(1)
  end
  return place
end

local function link(command, label)
  local place = place_of(label)
  local text = place.number ~= "" and place.number or place.kind
  if command == "eqref" then text = "(" .. text .. ")" end
  if place.page == "" then return pandoc.Str(text) end
  local target = (place.page == page and "" or root .. place.page) .. "#" .. label
  return pandoc.Link({ pandoc.Str(text) }, target)
end

local function raw(element)
  if not element.format:match("tex$") then return nil end
  local command, label = element.text:match("^\\(e?q?ref)%s*{([^}]*)}%s*$")
  if command then return link(command, label) end
  label = element.text:match("^\\label%s*{([^}]*)}%s*$")
  if label then return pandoc.Span({}, pandoc.Attr(label)) end
end

local LONG = 40 -- letters of LaTeX: a formula in the text that may be wider than a phone

-- A formula that is displayed scrolls in its own box. (With its number it is a span: it may stand in a paragraph.)
local function display(element)
  if element.mathtype ~= "DisplayMath" then
    return #element.text > LONG and pandoc.Span({ element }, pandoc.Attr("", { "long" })) or nil
  end
  local labels, numbers, content = {}, {}, pandoc.List()
  local text = element.text:gsub("%s*\\label%s*{([^}]*)}", function(label)
    table.insert(labels, label)
    table.insert(numbers, place_of(label).number)
    return ""
  end)
  text = text:gsub("\\nonumber", ""):gsub("\\notag", "")
  content:insert(pandoc.Math("DisplayMath", text))
  for i = 2, #labels do content:insert(1, pandoc.Span({}, pandoc.Attr(labels[i]))) end
  if #labels > 0 then
    local number = "(" .. table.concat(numbers, ", ") .. ")"
    content:insert(pandoc.Span({ pandoc.Str(number) }, pandoc.Attr("", { "number" })))
  end
  return pandoc.Span(content, pandoc.Attr(labels[1] or "", { "equation" }))
end

function Pandoc(doc)
  root = doc.meta.root and stringify(doc.meta.root) or ""
  page = doc.meta.page and stringify(doc.meta.page) or ""
  if doc.meta.labels then
    for line in io.lines(stringify(doc.meta.labels)) do
      local label, address, number, kind = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
      places[label] = { page = address, number = number, kind = kind }
    end
  end
  local walk = { RawInline = raw, RawBlock = raw, Math = display }
  doc.blocks = pandoc.walk_block(pandoc.Div(doc.blocks), walk).content
  return doc
end
