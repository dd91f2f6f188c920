import { cleanUrl } from '@huiyin/store/clean-url'
import type { Document } from 'domhandler'
import { rawText } from './page-lines.js'
import { findAll } from './selector.js'

/** A page with more text than this is no shell, whatever its scripts do. */
const mostText = 200
const assigned =
  /(?:window\.|self\.|top\.|document\.)?location(?:\.href)?\s*=\s*["']([^"']+)["']|location\.(?:replace|assign)\(\s*["']([^"']+)["']/

/**
 * Where a page without a text of its own sends on: refresh, script, or the main frame of a frameset. Null for pages
 * with text.
 */
export function sendsOnTo(tree: Document, textLength: number, url: string): string | null {
  if (textLength > mostText) return null
  const refresh = findAll(tree, 'meta[http-equiv]').find(({ attribs }) =>
    /^refresh$/i.test(attribs['http-equiv'] ?? ''),
  )
  const target =
    /url\s*=\s*["']?([^"';\s]+)/i.exec(refresh?.attribs.content ?? '')?.[1] ?? scripted(tree) ?? frameOf(tree)
  const there = target === undefined ? null : cleanUrl(target, url)
  return there === cleanUrl(url) ? null : there
}

function scripted(tree: Document): string | undefined {
  for (const script of findAll(tree, 'script')) {
    const [, set, called] = assigned.exec(rawText(script).slice(0, 20_000)) ?? []
    const found = set ?? called
    if (found) return found
  }
  return undefined
}

/** The frame named for the content, else the last: menus and mastheads come first. */
function frameOf(tree: Document): string | undefined {
  const frames = findAll(tree, 'frame[src]')
  const main = frames.find(({ attribs }) => /main|content|body|right|center/i.test(attribs.name ?? ''))
  return (main ?? frames.at(-1))?.attribs.src
}
