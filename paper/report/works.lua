-- After citeproc: citations lead to the page of references, which all pages share. `root` (metadata) is the way to the
-- top of the site.

function Pandoc(doc)
  local root = doc.meta.root and pandoc.utils.stringify(doc.meta.root) or ""
  doc.blocks = pandoc.walk_block(pandoc.Div(doc.blocks), {
    Link = function(link)
      if not link.target:match("^#ref%-") then return nil end
      link.target = root .. "references.html" .. link.target
      return link
    end,
  }).content
  return doc
end
