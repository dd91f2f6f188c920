import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false }
const Css = Type.String({ minLength: 1 })
const MaxPages = Type.Optional(Type.Integer({ minimum: 1, maximum: 100 }))

/** A CSS selector, or a selector with the attribute to read. `null` in YAML is refused: leave the field out. */
const Selector = Type.Union([Css, Type.Object({ select: Css, attr: Type.String({ minLength: 1 }) }, closed)])
export type Selector = Static<typeof Selector>
const Field = Type.Optional(Selector)

/**
 * Where the address of the next page is written into a script: `pattern` has named groups, `url` puts them
 * together (`{name}_{page+1}.{ext}`). Groups `page` (from 0) and `total` tell the last page.
 */
export const WrittenAddress = Type.Object({ pattern: Css, url: Css }, closed)
export type WrittenAddress = Static<typeof WrittenAddress>
const Next = Type.Optional(Type.Union([Selector, WrittenAddress]))

/** One post among several on a page: a floor of a thread, a card of a mirror, a comment. */
const postFields = {
  /** One element a post. */
  post: Css,
  text: Field,
  author: Field,
  publishedAt: Field,
  /** Its own address; left out: the page's with the post's number. */
  link: Field,
  /** Its number on the thread: 楼主, 沙发, 3楼, #4. */
  floor: Field,
  reads: Field,
  comments: Field,
  likes: Field,
  shares: Field,
  next: Next,
  maxPages: MaxPages,
}
const PostsRule = Type.Object(postFields, closed)
export type PostsRule = Static<typeof PostsRule>

/** Values inside JSON: a path (`user.name`), or a text with paths in braces (`/show?id={id}`). */
const Path = Type.Optional(Css)
const JsonRule = Type.Object(
  {
    /** Path of the list; empty when the document is the list. */
    items: Type.String(),
    url: Path,
    title: Path,
    text: Path,
    author: Path,
    publishedAt: Path,
    reads: Path,
    comments: Path,
    likes: Path,
    shares: Path,
    /** The next page's address; `{page}` is its number. */
    next: Path,
    maxPages: MaxPages,
  },
  closed,
)
export type JsonRule = Static<typeof JsonRule>

/** Where the comments of an article are: their address put together from the page's own text. */
const CommentsRule = Type.Object({ from: WrittenAddress, list: JsonRule }, closed)

const DetailRule = Type.Object(
  {
    title: Field,
    text: Field,
    publishedAt: Field,
    author: Field,
    source: Field,
    reads: Field,
    comments: Field,
    likes: Field,
    shares: Field,
    /** Of a message board: who answers, what and when. */
    unit: Field,
    reply: Field,
    repliedAt: Field,
  },
  closed,
)
export type DetailRule = Static<typeof DetailRule>

/** Lists of the same make besides the source's own address: the columns of a site, its townships. */
const Columns = Type.Optional(
  Type.Array(
    Type.Object(
      { name: Type.String({ minLength: 1, maxLength: 60 }), url: Type.String({ pattern: '^https?://' }) },
      closed,
    ),
    {
      minItems: 1,
      maxItems: 200,
    },
  ),
)
/** Left out: what the list links is read by the general extractor. */
const detail = Type.Optional(DetailRule)

/** List page → links; detail page → one item, and its replies. */
export const HtmlDefinition = Type.Object(
  {
    type: Type.Literal('html'),
    list: Type.Object(
      {
        /** One element an entry. */
        entry: Css,
        /** Inside an entry; defaults to its first link. */
        link: Field,
        title: Field,
        publishedAt: Field,
        /** What changes in the row when someone replies (a count, a time): the thread is then read again. */
        activity: Field,
        next: Next,
        /** How many list pages one sweep may read. */
        maxPages: MaxPages,
      },
      closed,
    ),
    columns: Columns,
    detail,
    /** Pages of one article that are joined; 10 when left out. */
    articlePages: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    /** Further posts on the detail page: each an item of its own, linked to the thread. */
    replies: Type.Optional(PostsRule),
    commentList: Type.Optional(CommentsRule),
    /** The list is rendered by script: a browser is needed. */
    browser: Type.Optional(Type.Boolean()),
  },
  closed,
)
export type HtmlDefinition = Static<typeof HtmlDefinition>

/** The page holds the posts themselves: a mirror of an account, a wall of comments. */
export const PostsDefinition = Type.Object(
  { type: Type.Literal('posts'), list: PostsRule, columns: Columns },
  closed,
)
export type PostsDefinition = Static<typeof PostsDefinition>

/** A list as JSON; without `list.text` the links are followed. */
export const JsonDefinition = Type.Object(
  { type: Type.Literal('json'), list: JsonRule, columns: Columns, detail },
  closed,
)
export type JsonDefinition = Static<typeof JsonDefinition>

/** Sitemap, index of sitemaps or news sitemap, packed or not. */
export const SitemapDefinition = Type.Object(
  {
    type: Type.Literal('sitemap'),
    /** Only addresses that match. */
    include: Type.Optional(Css),
    /** Older entries are left alone; 7 days when left out. */
    withinDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3_650 })),
    detail,
  },
  closed,
)
export type SitemapDefinition = Static<typeof SitemapDefinition>

/** RSS, Atom, JSON Feed, or the JSON of the mobile Weibo site; which of them is seen from the bytes. */
export const FeedDefinition = Type.Object(
  {
    type: Type.Literal('feed'),
    /** Follow each entry's link and read the page; left out: the feed's own text is the item. */
    followLinks: Type.Optional(Type.Boolean()),
    detail,
  },
  closed,
)
export type FeedDefinition = Static<typeof FeedDefinition>

/** How a source is read. */
export const readDefinitions = {
  html: HtmlDefinition,
  posts: PostsDefinition,
  json: JsonDefinition,
  sitemap: SitemapDefinition,
  feed: FeedDefinition,
} as const
export type ReadType = keyof typeof readDefinitions
export const ReadDefinition = Type.Union([
  HtmlDefinition,
  PostsDefinition,
  JsonDefinition,
  SitemapDefinition,
  FeedDefinition,
])
export type ReadDefinition = Static<typeof ReadDefinition>
