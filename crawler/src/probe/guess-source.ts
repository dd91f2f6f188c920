import { createHash } from 'node:crypto'
import type { SourceDefinition, SourceKind, SourceLevel } from '@huiyin/domain/source'

const kindSigns: readonly (readonly [SourceKind, RegExp])[] = [
  ['wechat', /weixin|wechat|mp\.qq\.com|wewe|公众号|微信/i],
  ['weibo', /weibo|微博/i],
  ['forum', /bbs|forum|thread|tieba|luntan|论坛|贴吧/i],
  ['board', /hudong|liuyan|letter|mailbox|xinxiang|wlwz|12345|留言|信箱|问政|咨询|信件/i],
  ['government', /\.gov\.cn/i],
]

/** What kind of source an address and its title point to; a person confirms it. */
const kindOf = (url: string, title: string): SourceKind =>
  kindSigns.find(([, sign]) => sign.test(url) || sign.test(title))?.[0] ?? 'news'

const levelOf: Readonly<Record<SourceKind, SourceLevel>> = {
  government: 'county',
  board: 'county',
  forum: 'portal',
  wechat: 'self-media',
  weibo: 'self-media',
  news: 'portal',
  manual: 'county',
}

/** Ten minutes: often enough for the shortest clock (5 h), rare enough for a county's server. */
const everySeconds = 600

/** The parts of a definition that do not depend on the page's make; `known` is the kind its make tells. */
export function guessSource(url: string, title: string, known?: SourceKind): Omit<SourceDefinition, 'read'> {
  const { hostname, pathname, search } = new URL(url)
  // A county's board runs on the same system as its news: the words of address and title are nearer.
  const guessed = kindOf(url, title)
  const kind = known === 'government' && guessed === 'board' ? guessed : (known ?? guessed)
  const host = hostname.replace(/^www\./, '').replace(/[^a-z0-9]+/gi, '-')
  const mark = createHash('sha256')
    .update(pathname + search)
    .digest('hex')
    .slice(0, 6)
  return {
    id: `s-${host.slice(0, 50).toLowerCase()}-${mark}`.replace('--', '-'),
    name: (title.replace(/\s*[-–—|_]\s*Powered by.*$/i, '') || hostname).slice(0, 60),
    kind,
    level: levelOf[kind],
    url,
    everySeconds,
  }
}
