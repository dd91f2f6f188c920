import { type Static, Type } from 'typebox'
export declare const demoSites: readonly ['board', 'forum', 'wechat', 'weibo', 'script']
export type DemoSite = (typeof demoSites)[number]
/** One post of the demonstration, as a reviewed YAML file says it. */
export declare const DemoPost: Type.TObject<{
  /** How much the counts grow in each whole minute the post is shown. */
  growth: Type.TOptional<
    Type.TObject<{
      reads: Type.TOptional<Type.TInteger>
      comments: Type.TOptional<Type.TInteger>
      likes: Type.TOptional<Type.TInteger>
      shares: Type.TOptional<Type.TInteger>
    }>
  >
  expect: Type.TOptional<
    Type.TObject<{
      /** Code of the lead unit in the demonstration's directory. */
      unit: Type.TOptional<Type.TString>
      /** The grade the text alone carries. */
      grade: Type.TOptional<Type.TEnum<['I', 'II', 'III', 'IV']>>
      /** May not be graded above this (a drill, a refuted rumour, a hypothesis, an old story). */
      maxGrade: Type.TOptional<Type.TEnum<['I', 'II', 'III', 'IV']>>
      /** Posts with the same word belong to one event. */
      event: Type.TOptional<Type.TString>
      /** False: from elsewhere or off topic. */
      admitted: Type.TOptional<Type.TBoolean>
      /** The unit that is accused and must never see it. */
      accused: Type.TOptional<Type.TString>
    }>
  >
  reads: Type.TOptional<Type.TInteger>
  comments: Type.TOptional<Type.TInteger>
  likes: Type.TOptional<Type.TInteger>
  shares: Type.TOptional<Type.TInteger>
  id: Type.TString
  site: Type.TEnum<['board', 'forum', 'wechat', 'weibo', 'script']>
  /** Seconds after the start when the site begins to show it; 0 is the backlog. */
  afterSeconds: Type.TInteger
  /** Published so many minutes before it is shown; a backlog post needs it. */
  publishedAgoMinutes: Type.TOptional<Type.TInteger>
  /** A micro-blog post has none. */
  title: Type.TOptional<Type.TString>
  author: Type.TString
  text: Type.TString
}>
export type DemoPost = Static<typeof DemoPost>
/** Parses one file of posts. */
export declare function parsePosts(text: string, file: string): DemoPost[]
/** All posts of the demonstration in the order of the files; an id used twice is refused. */
export declare function loadDemoPosts(folder?: string): DemoPost[]
