import { join } from 'node:path'
import { InvalidInput } from '@huiyin/domain/errors'
import { oneOf } from '@huiyin/domain/literal'
import { severityGrades } from '@huiyin/domain/severity'
import { Type } from 'typebox'
import { demoFolder, parseYaml, readText, yamlFiles } from './folder.js'
export const demoSites = ['board', 'forum', 'wechat', 'weibo', 'script']
const Count = Type.Optional(Type.Integer({ minimum: 0 }))
const Counts = { reads: Count, comments: Count, likes: Count, shares: Count }
/** What a careful reader would decide about a post; tests and measurements compare with it, the sites never show it. */
const Expectation = Type.Object(
  {
    /** Code of the lead unit in the demonstration's directory. */
    unit: Type.Optional(Type.String({ minLength: 2 })),
    /** The grade the text alone carries. */
    grade: Type.Optional(oneOf(severityGrades)),
    /** May not be graded above this (a drill, a refuted rumour, a hypothesis, an old story). */
    maxGrade: Type.Optional(oneOf(severityGrades)),
    /** Posts with the same word belong to one event. */
    event: Type.Optional(Type.String({ minLength: 2 })),
    /** False: from elsewhere or off topic. */
    admitted: Type.Optional(Type.Boolean()),
    /** The unit that is accused and must never see it. */
    accused: Type.Optional(Type.String({ minLength: 2 })),
  },
  { additionalProperties: false },
)
/** One post of the demonstration, as a reviewed YAML file says it. */
export const DemoPost = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z]+-[0-9]{2}$' }),
    site: oneOf(demoSites),
    /** Seconds after the start when the site begins to show it; 0 is the backlog. */
    afterSeconds: Type.Integer({ minimum: 0, maximum: 7200 }),
    /** Published so many minutes before it is shown; a backlog post needs it. */
    publishedAgoMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    /** A micro-blog post has none. */
    title: Type.Optional(Type.String({ minLength: 4, maxLength: 60 })),
    author: Type.String({ minLength: 2, maxLength: 20 }),
    text: Type.String({ minLength: 40, maxLength: 500 }),
    ...Counts,
    /** How much the counts grow in each whole minute the post is shown. */
    growth: Type.Optional(Type.Object(Counts, { additionalProperties: false })),
    expect: Type.Optional(Expectation),
  },
  { additionalProperties: false },
)
const PostFile = Type.Array(DemoPost, { minItems: 1 })
/** Checks what a schema cannot say: a backlog post has a past, only micro-blogs go without a title. */
function checkPost(post, file) {
  const field = `${post.id}`
  if (post.afterSeconds === 0 && post.publishedAgoMinutes === undefined)
    throw new InvalidInput(
      `演示帖文 ${post.id} 一开始就可见，请写 publishedAgoMinutes`,
      [{ field, message: '缺少' }],
      { file },
    )
  if (post.site !== 'weibo' && post.title === undefined)
    throw new InvalidInput(
      `演示帖文 ${post.id} 缺少标题，只有微博可以没有标题`,
      [{ field, message: '缺少' }],
      { file },
    )
}
/** Parses one file of posts. */
export function parsePosts(text, file) {
  const posts = parseYaml(PostFile, text, file)
  for (const post of posts) checkPost(post, file)
  return posts
}
/** All posts of the demonstration in the order of the files; an id used twice is refused. */
export function loadDemoPosts(folder = join(demoFolder, 'posts')) {
  const seen = new Map()
  return yamlFiles(folder).flatMap((file) => {
    const posts = parsePosts(readText(file), file)
    for (const { id } of posts) {
      const before = seen.get(id)
      if (before)
        throw new InvalidInput(`演示帖文编号 ${id} 重复：${before} 与 ${file}，请改其中一个`, [
          { field: id, message: '重复' },
        ])
      seen.set(id, file)
    }
    return posts
  })
}
//# sourceMappingURL=posts.js.map
