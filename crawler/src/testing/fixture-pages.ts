import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Answer } from './loopback-site.js'

/**
 * The files below a folder as the pages of a site: each under its own path, an `index.*` under its folder's too.
 * `aliases` names a file for an address with a query.
 */
export function fixturePages(
  folder: string,
  aliases: Readonly<Record<string, string>> = {},
): Record<string, Answer> {
  const pages: Record<string, Answer> = {}
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const path = `/${relative(folder, file)}`
    const answer = { body: readFileSync(file) }
    pages[path] = answer
    if (entry.name.startsWith('index.')) pages[path.slice(0, -entry.name.length)] = answer
  }
  for (const [path, file] of Object.entries(aliases)) pages[path] = { body: readFileSync(join(folder, file)) }
  return pages
}
