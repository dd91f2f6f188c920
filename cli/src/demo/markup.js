const entities = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** Text made safe for HTML, XML and attribute values. */
export const escapeMarkup = (text) => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
/** The notice every page of the demonstration carries. */
export const demoNotice = '演示数据：青禾县及其中一切人、地、事均为虚构，仅供系统演示'
/** A whole HTML page, as plain as the sites it stands for. */
export const htmlPage = ({ title, charset, style, body }) => `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=${charset}">
<title>${escapeMarkup(title)}（演示）</title>
<style>
body{margin:0;font:14px/1.7 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#222;background:#f3f5f7}
a{color:#1a4f8b;text-decoration:none}a:hover{text-decoration:underline}
.demo-notice{background:#fff6d6;color:#6b5200;text-align:center;padding:6px;font-size:13px}
.wrap{width:980px;margin:0 auto;background:#fff}
${style}
</style>
</head>
<body>
<div class="demo-notice">${demoNotice}</div>
${body}
</body>
</html>
`
/** Cuts a list into pages; a page beyond the last does not exist. */
export function paginate(entries, page, perPage) {
  const pages = Math.max(1, Math.ceil(entries.length / perPage))
  if (page < 1 || page > pages) return undefined
  return { entries: entries.slice((page - 1) * perPage, page * perPage), page, pages }
}
//# sourceMappingURL=markup.js.map
