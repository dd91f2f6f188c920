import type { MatterKind } from './regime.js'

/** Matters that begin at a counter and not on a page, as the register lists them. */
export const matterGroups = [
  'message',
  'disclosure',
  'decision-preview',
  'document-publish',
  'activity-publish',
] as const
export type MatterGroup = (typeof matterGroups)[number]
export const matterGroupLabel: Record<MatterGroup, string> = {
  message: '网上留言',
  disclosure: '依申请公开',
  'decision-preview': '重大决策预公开',
  'document-publish': '规范性文件',
  'activity-publish': '政务活动',
}

/** Kinds an officer registers. 补正 is no matter of its own: it is a clock of the application it belongs to. */
export const registeredKinds = [
  'message.consult',
  'message.complaint',
  'message.help',
  'message.investigate',
  'message.difficult',
  'message.other',
  'disclosure',
  'decision-preview',
  'document-publish',
  'activity-publish',
] as const satisfies readonly MatterKind[]
export type RegisteredKind = (typeof registeredKinds)[number]

const isMessage = (kind: MatterKind): boolean => kind.startsWith('message.')

/** The tab of a kind; null for opinion, which is found and not registered. */
export const groupOf = (kind: MatterKind): MatterGroup | null => {
  if (isMessage(kind)) return 'message'
  if (kind === 'disclosure-amend') return 'disclosure'
  return matterGroups.find((group) => group === kind) ?? null
}

/** The kinds of case files a tab lists, also those that were opened from a found post. */
export const kindsOf = (group: MatterGroup): MatterKind[] =>
  group === 'message'
    ? registeredKinds.filter(isMessage)
    : group === 'disclosure'
      ? ['disclosure', 'disclosure-amend']
      : [group]

/** 公众知晓之外的事项: they are the government's own or one applicant's, and stand in no list of public opinion. */
export const notOpinionKinds: readonly MatterKind[] = [
  'disclosure',
  'disclosure-amend',
  'decision-preview',
  'document-publish',
  'activity-publish',
]

/** How it came; for an application, 申请方式. */
export const matterChannels = ['web', 'hotline', 'in-person', 'post', 'fax', 'department'] as const
export type MatterChannel = (typeof matterChannels)[number]
export const matterChannelLabel: Record<MatterChannel, string> = {
  web: '网络',
  hotline: '热线电话',
  'in-person': '当面',
  post: '邮寄',
  fax: '传真',
  department: '部门报送',
}
/** 勺米 依申请公开 第四条（一）; the government's own matters are reported by the department that acts. */
export const channelsOf: Record<MatterGroup, readonly MatterChannel[]> = {
  message: ['web', 'hotline', 'in-person', 'post'],
  disclosure: ['in-person', 'post', 'web', 'fax'],
  'decision-preview': ['department'],
  'document-publish': ['department'],
  'activity-publish': ['department'],
}

/** How whoever brought a matter is called: by the way he came, never a 网友 who was met on a page. */
const person: Record<MatterChannel, { message: string; disclosure: string }> = {
  web: { message: '留言人', disclosure: '网上申请人' },
  hotline: { message: '来电人', disclosure: '来电申请人' },
  'in-person': { message: '来访人', disclosure: '来访申请人' },
  post: { message: '来信人', disclosure: '来信申请人' },
  fax: { message: '传真来信人', disclosure: '传真申请人' },
  department: { message: '报送人', disclosure: '报送人' },
}

/**
 * Who brought a matter, as pages may say it: the way he came and the code his name became (个人信息保护法 第七十三条
 * 第三项), 来信申请人 1a2b3c4d.
 * @param pseudonym as kept: the general noun of the code and the code
 */
export const personWords = (
  pseudonym: string,
  { channel, details }: { channel: MatterChannel; details: { group: MatterGroup } },
): string =>
  `${person[channel][details.group === 'disclosure' ? 'disclosure' : 'message']} ${pseudonym.replace(/^网友/, '')}`

/** What the instant is called from which its clock runs (勺米 政民互动 第四条, 依申请公开 第四条（五）1, 预公开 五; 商洛 二.2). */
export const matterStartLabel: Record<MatterGroup, string> = {
  message: '收到时间',
  disclosure: '收到申请时间',
  'decision-preview': '向社会发布时间',
  'document-publish': '印发日期',
  'activity-publish': '活动结束时间',
}
export const matterTitleLabel: Record<MatterGroup, string> = {
  message: '留言标题',
  disclosure: '申请公开的信息名称',
  'decision-preview': '决策事项名称',
  'document-publish': '文件名称',
  'activity-publish': '活动名称',
}
export const matterTextLabel: Record<MatterGroup, string> = {
  message: '留言内容',
  disclosure: '申请内容描述',
  'decision-preview': '拟定方案和理由',
  'document-publish': '主要内容',
  'activity-publish': '活动情况',
}

const dayMs = 86_400_000

/**
 * Whether a start lies so far back that one person's word is not enough: more than a day, and for a date without an
 * hour more than the day before (docs/rules.md §1: an instant typed freely takes a second person).
 */
export const isLongPast = (startAt: Date, group: MatterGroup, now: Date): boolean =>
  now.getTime() - startAt.getTime() > (group === 'document-publish' ? 2 : 1) * dayMs
