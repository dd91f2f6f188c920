/** Parameters that say how a reader came, not what he reads; copies of one post differ only in them. */
const tracking = [
  /^utm_/i,
  /^share_?/i,
  /^spm$/i,
  /^scm$/i,
  /^from$/i,
  /^isappinstalled$/i,
  /^(wx)?fromid$/i,
  /^(bd_)?vid$/i,
  /^(fb|g|ms)clid$/i,
  /^(weibo_id|wm|sudaref|_t|timestamp|ref|referer|referrer)$/i,
]

/** What names an article of WeChat; everything else says who shared it. */
const articleNames = new Set(['__biz', 'mid', 'idx', 'sn'])

const isKept = (hostname: string, name: string): boolean =>
  hostname === 'mp.weixin.qq.com' ? articleNames.has(name) : !tracking.some((pattern) => pattern.test(name))

/**
 * The address under which a post is known: no fragment, no tracking parameters, no default port, the other
 * parameters in their order (some old sites depend on it). Null for what is not http(s).
 */
export function cleanUrl(url: string, base?: string): string | null {
  const trimmed = url.trim()
  // An empty link would resolve to the page it stands on.
  if (trimmed === '' || !URL.canParse(trimmed, base)) return null
  const parsed = new URL(trimmed, base)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null
  const isRoute = /^#!?\//.test(parsed.hash)
  // A `#/…` fragment is the route of a script-rendered site: dropping it would make all its posts one.
  if (!isRoute) parsed.hash = ''
  const kept = parsed.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && isKept(parsed.hostname, pair.split('=', 1)[0] ?? ''))
  parsed.search = kept.join('&')
  parsed.username = ''
  parsed.password = ''
  return parsed.href
}
