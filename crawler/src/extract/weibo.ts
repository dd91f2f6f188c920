import type { ItemDraft } from '@huiyin/domain/item'
import { parsePublishedAt } from '@huiyin/domain/text/published-at'
import { ExtractError } from './extract-error.js'
import { firstLine } from './json-list.js'
import { at, parseJson } from './json-value.js'
import { markupText } from './markup-text.js'
import { parseCount } from './particulars.js'

type Fields = Readonly<Record<string, unknown>>

/** A post of the mobile site's JSON; `longTextAt` is where the rest of a cut one is. */
export interface WeiboPost {
  draft: ItemDraft
  longTextAt: string | null
}

/** Whether the text is the JSON the mobile site answers with, or a mirror of that shape. */
export const isWeiboJson = (text: string): boolean =>
  /^\s*\{/.test(text) &&
  /"(?:mblog|statuses|longTextContent|retweeted_status)"\s*:/.test(text.slice(0, 200_000))

/** Posts of one answer. */
const mostPosts = 500

/**
 * Posts of a timeline, newest first as sent; what a post repeats is an item of its own, linked to it.
 * @throws ExtractError `json` when it is no JSON, `login` when the answer is a refusal, `empty` without a post.
 */
export function extractWeibo(text: string, url: string, now: Date): WeiboPost[] {
  const answer = parseJson(text)
  if (answer === undefined)
    throw new ExtractError('json', url, '这个地址给出的不是 JSON：镜像可能已失效，请在浏览器里打开核对')
  if (at(answer, 'ok') === -100 || /login|passport/.test(String(at(answer, 'url') ?? '')))
    throw new ExtractError('login', url, '镜像要求登录：公开镜像才能采集，请换一个镜像')
  const posts = new Map<string, WeiboPost>()
  for (const post of postsIn(answer, 0).slice(0, mostPosts))
    for (const read of readPost(post, url, now)) {
      const known = posts.get(read.draft.url)
      if (!known || read.draft.text.length > known.draft.text.length) posts.set(read.draft.url, read)
    }
  if (posts.size === 0)
    throw new ExtractError('empty-list', url, '镜像里一条微博也没有：账号可能改名或停用，请核对地址')
  return [...posts.values()]
}

/** The whole text of a long post, as its own address answers it; null when it holds none. */
export function longTextOf(text: string, base: string): string | null {
  const answer = parseJson(text)
  const html =
    at(answer, 'data.longTextContent') ??
    at(answer, 'data.longText.longTextContent') ??
    at(answer, 'data.text')
  return typeof html === 'string' && html !== '' ? markupText(html, base).text : null
}

/** Levels of cards inside cards. */
const deepest = 6

function postsIn(value: unknown, depth: number): Fields[] {
  if (typeof value !== 'object' || value === null || depth > deepest) return []
  if (Array.isArray(value)) return value.flatMap((inner) => postsIn(inner, depth + 1))
  const fields = value as Fields
  if (isPost(fields)) return [fields]
  return ['mblog', 'data', 'cards', 'card_group', 'statuses', 'list'].flatMap((name) =>
    postsIn(fields[name], depth + 1),
  )
}

const isPost = (fields: Fields): boolean =>
  typeof fields.text === 'string' &&
  (fields.mid !== undefined || fields.id !== undefined || fields.bid !== undefined)

function readPost(post: Fields, base: string, now: Date): WeiboPost[] {
  const url = addressOf(post, base)
  const long = at(post, 'longText.longTextContent')
  const { text, images } = markupText(
    typeof long === 'string' && long !== '' ? long : String(post.text),
    base,
  )
  const original = post.retweeted_status as Fields | undefined
  const quoted = original && isPost(original) ? readPost(original, base, now) : []
  const key = quoted[0]?.draft.url
  const isCut = post.isLongText === true && typeof long !== 'string'
  const id = post.id ?? post.mid
  const when = typeof post.created_at === 'string' ? post.created_at : ''
  return [
    {
      draft: {
        url,
        title: firstLine(text),
        text,
        publishedAt: parsePublishedAt(when, now),
        author: authorOf(post),
        images: [...new Set([...picturesOf(post), ...images])],
        engagement: countsOf(post),
        ...(key ? { threadKey: key } : {}),
      },
      longTextAt: isCut && id !== undefined ? new URL(`/statuses/extend?id=${String(id)}`, base).href : null,
    },
    ...quoted.map((one, index) =>
      index === 0 && !one.draft.threadKey
        ? { ...one, draft: { ...one.draft, threadKey: one.draft.url } }
        : one,
    ),
  ]
}

const authorOf = (post: Fields): string | null => {
  const name = at(post, 'user.screen_name')
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : null
}

/** One post, one address, whichever mirror carried it: the public one by account and short id. */
function addressOf(post: Fields, base: string): string {
  const [account, short] = [at(post, 'user.id'), post.bid ?? post.mblogid]
  if (account !== undefined && typeof short === 'string')
    return `https://weibo.com/${String(account)}/${short}`
  return new URL(`/status/${String(short ?? post.mid ?? post.id)}`, base).href
}

const picturesOf = (post: Fields): string[] =>
  (Array.isArray(post.pics) ? post.pics : []).flatMap((picture: unknown) => {
    const address = at(picture, 'large.url') ?? at(picture, 'url')
    return typeof address === 'string' && URL.canParse(address) ? [address] : []
  })

const names = {
  comments: 'comments_count',
  likes: 'attitudes_count',
  shares: 'reposts_count',
  reads: 'reads_count',
} as const

function countsOf(post: Fields): ItemDraft['engagement'] {
  const engagement: ItemDraft['engagement'] = {}
  for (const [name, field] of Object.entries(names) as [keyof typeof names, string][]) {
    const value = post[field]
    // “100万+” is what the site itself shows of large counts.
    const count = typeof value === 'number' ? value : typeof value === 'string' ? parseCount(value) : null
    if (count !== null && count >= 0) engagement[name] = count
  }
  return engagement
}
