const firstNumber = 1001
const titleLength = 24
const minuteMs = 60_000
/** A micro-blog post has no title: mirrors print its first words instead. */
const headline = (post) =>
  post.title ?? (post.text.length > titleLength ? `${post.text.slice(0, titleLength)}…` : post.text)
const countNames = ['reads', 'comments', 'likes', 'shares']
function countsAfter(post, minutes) {
  const counts = {}
  for (const name of countNames) {
    const start = post[name]
    if (start !== undefined) counts[name] = start + (post.growth?.[name] ?? 0) * minutes
  }
  return counts
}
const appearedAt = (post, startedAt) => new Date(startedAt.getTime() + post.afterSeconds * 1000)
function show(post, index, startedAt, minute) {
  const appeared = appearedAt(post, startedAt)
  const minutes = Math.max(0, Math.floor((minute.getTime() - appeared.getTime()) / minuteMs))
  return {
    number: firstNumber + index,
    site: post.site,
    title: headline(post),
    text: post.text,
    author: post.author,
    publishedAt: new Date(appeared.getTime() - (post.publishedAgoMinutes ?? 0) * minuteMs),
    appearedAt: appeared,
    counts: countsAfter(post, minutes),
  }
}
/**
 * What `site` shows at `now`. Everything is counted from `startedAt` in whole seconds and minutes, so the same
 * instant always yields the same bytes and two different states never share a Last-Modified second.
 */
export function viewSite(posts, site, startedAt, now) {
  const elapsed = Math.max(0, now.getTime() - startedAt.getTime())
  const minute = new Date(startedAt.getTime() + Math.floor(elapsed / minuteMs) * minuteMs)
  const shown = posts
    .map((post, index) => ({ post, index }))
    .filter(({ post }) => post.site === site && post.afterSeconds * 1000 <= elapsed)
    .map(({ post, index }) => show(post, index, startedAt, minute))
    .sort((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime() || b.number - a.number)
  const changes = [minute, ...shown.map((post) => post.appearedAt)].map((at) => at.getTime())
  return { posts: shown, minute, modifiedAt: new Date(Math.max(...changes)) }
}
/** Post number `number` of the site, if it is shown already. */
export const findPost = (view, number) => view.posts.find((post) => post.number === number)
//# sourceMappingURL=timeline.js.map
