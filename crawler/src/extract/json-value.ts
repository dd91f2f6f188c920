/** JSON, or JSON a callback is called with (JSONP); undefined when it is neither. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(argumentOf(text.trim()))
  } catch {
    return undefined
  }
}

/** The one argument of a callback's call; the text itself when it is no call. */
function argumentOf(text: string): string {
  const opening = /^(?:\/\*\*\/\s*)?[\w$.]+\s*\(/.exec(text)?.[0]
  const end = text.lastIndexOf(')')
  return opening && /^\)\s*;?$/.test(text.slice(end)) ? text.slice(opening.length, end) : text
}

/** What stands under a path such as `data.list` or `0.user.name`; the value itself under the empty path. */
export function at(value: unknown, path: string): unknown {
  let inner = value
  for (const key of path.split('.').filter((part) => part !== '')) {
    if (typeof inner !== 'object' || inner === null) return undefined
    inner = (inner as Readonly<Record<string, unknown>>)[key]
  }
  return inner
}

const shown = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value).trim() || null : null

/**
 * A path's value as text (`a|b` is the first of them that is there), or a text with paths in braces filled in; null
 * when any of those is missing.
 */
export function textAt(value: unknown, path: string | undefined): string | null {
  if (path === undefined) return null
  if (!path.includes('{')) {
    const [first] = path.split('|').flatMap((one) => shown(at(value, one)) ?? [])
    return first ?? null
  }
  let isWhole = true
  const filled = path.replace(/\{([\w.]+)\}/g, (_, inner: string) => {
    const part = shown(at(value, inner))
    if (part === null) isWhole = false
    return part ?? ''
  })
  return isWhole ? filled : null
}
