-- What a section says of its run, as HTML: the picture, the table of claims, excerpts of code, verdicts. Runs on
-- what expand.awk made of the section. A command of LaTeX that is neither known here nor to pandoc stops the page:
-- nothing is dropped in silence.
--
-- \hodofragment{FILE}, which only the makefile writes, stands for a file of HTML.
--
-- Metadata: `figure` (PAPER/FIGURE, absent on other pages), `parts` (folder of the fragments that belong to it),
-- `excerpts` (folder of the excerpts), `letter` (an appendix', before the numbers of its sections), `title` (absent: the first heading becomes the page's).

local stringify = pandoc.utils.stringify
local figure, parts, excerpts
local verdicts = {}

local function fail(message)
  io.stderr:write((figure or "page") .. ": " .. message .. "\n")
  os.exit(1)
end

local function read(path)
  local file = io.open(path, "r")
  if not file then fail("there is no " .. path) end
  local text = file:read("a")
  file:close()
  return text
end

local function escape(text)
  return (text:gsub("[&<>\"]", { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }))
end

-- Text for where there is no markup. A formula is spelled, as one reads it aloud: \beta\sqrt L is "beta sqrt L".
local function plain(inlines)
  local spelled = pandoc.walk_block(pandoc.Plain(inlines), {
    Math = function(element)
      local text = element.text:gsub("\\top", "T"):gsub("\\[lr]Vert", "||"):gsub("\\[lr]vert", "|"):gsub("\\[bB]igg?[lrm]?", "")
      text = text:gsub("\\mathrm", ""):gsub("\\text", ""):gsub("\\operatorname", ""):gsub("\\ensuremath", "")
      text = text:gsub("\\(%a+)", " %1 "):gsub("\\[,;!:]", " "):gsub("\\(.)", "%1"):gsub("[{}]", "")
      return pandoc.Str(text)
    end,
  })
  return (stringify(spelled):gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

-- The question of a section: the paragraph that begins with it in bold.
local function question(blocks)
  for _, block in ipairs(blocks) do
    local first = block.t == "Para" and block.content[1]
    if first and first.t == "Strong" and stringify(first):match("^Question") then
      return (plain(block.content):gsub("^Question%. ", ""))
    end
  end
  return ""
end

local function show(alt)
  local name = figure:match("[^/]*$")
  local caption = read(parts .. ".caption")
  local size = caption:match("^<!%-%-(.-)%-%->") or ""
  return pandoc.RawBlock("html", '<figure id="fig:' .. figure .. '">\n<div class="picture"><img src="' .. name .. '.svg"' .. size ..
    ' alt="' .. escape(alt) .. '"></div>\n<figcaption>' .. caption .. "</figcaption>\n</figure>")
end

local function code(file, tag)
  local text = read(excerpts .. "/" .. file .. "." .. tag):gsub("\n$", "")
  return {
    pandoc.RawBlock("html", '<figure class="code"><figcaption><code>' .. escape(file) .. "</code></figcaption>"),
    pandoc.CodeBlock(text, pandoc.Attr("", { "c" })),
    pandoc.RawBlock("html", "</figure>"),
  }
end

local alt = ""
-- The blocks that a command stands for; nil where it is not one of ours.
local function block_of(raw)
  local command = raw:gsub("%s+$", "")
  local fragment = command:match("^\\hodofragment{([^}]*)}$")
  if fragment then return { pandoc.RawBlock("html", read(fragment)) } end
  local shows = command:match("^\\hodoshow%s*$") or command:match("^\\hodoshow%s*%[[%d.]*%]$")
  if figure and shows then return { show(alt) } end
  if figure and command == "\\hodoclaims" then return { pandoc.RawBlock("html", read(parts .. ".claims.html")) } end
  local file, tag = command:match("^\\hodocode%s*{([^}]*)}%s*{([^}]*)}$")
  if file then return code(file, tag) end
  return nil
end

local function verdict(id)
  local word = verdicts[id]
  if not word then fail("no claim is named " .. id) end
  return pandoc.RawInline("html", '<a class="verdict" href="#claim-' .. id .. '">' .. word .. "</a>")
end

local function inline_of(raw)
  local number, whose = raw:match("^\\quoted%s*(%b{})%s*(%b{})%s*$")
  if number then
    local read_number = pandoc.read(number:sub(2, -2), "latex").blocks[1].content
    local source = plain(pandoc.read(whose:sub(2, -2), "latex").blocks[1].content)
    return pandoc.Span(read_number, pandoc.Attr("", { "quoted" }, { title = "Not of this run: " .. source }))
  end
  local kind, words, id = raw:match("^\\(%a+)%s*(%b[])%s*{([^}]*)}%s*$")
  if not id then kind, id = raw:match("^\\(%a+)%s*{([^}]*)}%s*$") end
  if figure and (kind == "agrees" or kind == "differs") then
    if words and not verdicts[id] then return pandoc.read(words:sub(2, -2), "latex").blocks[1].content end
    return verdict(id)
  end
  if raw:match("^\\label") or raw:match("^\\e?q?ref") or raw:match("^\\cite") then return nil end -- references.lua
  if raw:match("^\\noindent") then return {} end
  fail("neither pandoc nor the report knows " .. raw)
end

-- A paragraph with one of our blocks in it is broken there.
local function break_at_blocks(para)
  local blocks, line, broken = pandoc.List(), pandoc.List(), false
  local function flush()
    while #line > 0 and (line[1].t == "SoftBreak" or line[1].t == "Space") do line:remove(1) end
    while #line > 0 and (line[#line].t == "SoftBreak" or line[#line].t == "Space") do line:remove() end
    if #line > 0 then blocks:insert(pandoc.Para(line)) end
    line = pandoc.List()
  end
  for _, inline in ipairs(para.content) do
    local ours = inline.t == "RawInline" and inline.format:match("tex$") and block_of(inline.text)
    if ours then
      flush()
      blocks:extend(ours)
      broken = true
    else
      line:insert(inline)
    end
  end
  flush()
  return broken and blocks or nil
end

-- What texmath does not know: sizes by another name, and what changes nothing in MathML.
local function formula(element)
  local text = element.text:gsub("\\ensuremath%s*(%b{})", "%1"):gsub("\\quoted%s*{([^}]*)}%s*%b{}", "%1")
  text = text:gsub("\\([bB]igg?)[lrm]%f[%A]", "\\%1"):gsub("\\smash%s*%[[bt]%]", ""):gsub("\\smash%f[%A]", "")
  return pandoc.Math(element.mathtype, text)
end

-- One h1 a page, which the template prints: the metadata's title, or else the first heading. Others stand below it.
local function titled(doc)
  local above
  if doc.meta.title then
    above = doc.blocks[1] and doc.blocks[1].t == "Header" and doc.blocks[1].level - 1 or 0
  else
    local first = doc.blocks[1]
    if not first or first.t ~= "Header" then fail("begins with no heading") end
    doc.meta.title = pandoc.MetaInlines(first.content)
    doc.meta["title-id"] = first.identifier
    above = first.level
    doc.blocks:remove(1)
  end
  doc.meta.pagetitle = plain(doc.meta.title)
  local letter, count = doc.meta.letter and stringify(doc.meta.letter) or "", 0
  doc.blocks = pandoc.walk_block(pandoc.Div(doc.blocks), {
    Header = function(header)
      header.level = math.max(2, header.level - above + 1)
      if letter ~= "" and header.level == 2 then
        count = count + 1
        header.content:insert(1, pandoc.Str(letter .. "." .. count .. " "))
      end
      return header
    end,
  }).content
  return doc
end

function Pandoc(doc)
  local meta = doc.meta
  figure = meta.figure and stringify(meta.figure)
  parts = meta.parts and stringify(meta.parts)
  excerpts = meta.excerpts and stringify(meta.excerpts)
  if figure then
    for id, word in read(parts .. ".verdicts"):gmatch("([^\t\n]+)\t([^\n]+)") do verdicts[id] = word end
    alt = read(parts .. ".title"):gsub("%s+$", "")
    local asked = question(doc.blocks)
    if asked ~= "" then alt = alt .. ". " .. asked end
  end
  local walked = pandoc.walk_block(pandoc.Div(doc.blocks), { Para = break_at_blocks, Plain = break_at_blocks })
  walked = pandoc.walk_block(walked, {
    RawBlock = function(raw)
      if not raw.format:match("tex$") then return nil end
      local ours = block_of(raw.text)
      if ours then return ours end
      local inline = inline_of(raw.text)
      return inline and pandoc.Para(inline) or nil
    end,
    RawInline = function(raw)
      if not raw.format:match("tex$") then return nil end
      return inline_of(raw.text)
    end,
    Math = formula,
  })
  doc.blocks = walked.content
  -- Works are numbered alike on all pages: every page knows them all.
  if meta.bibliography then
    doc.meta.nocite = pandoc.MetaInlines({ pandoc.Cite({}, { pandoc.Citation("*", "NormalCitation") }) })
  end
  return titled(doc)
end
