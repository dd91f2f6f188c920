/**
 * What identifies a natural person in a public post (个人信息保护法 第四条) and is therefore not kept readable
 * (第五十一条 第三项: 去标识化). Order matters: where two finds overlap, the earlier kind of this list wins.
 */
export const personalKinds = [
  'email',
  'resident-id',
  'bank-card',
  'mobile',
  'landline',
  'permit',
  'plate',
  'messenger',
  'handle',
  'address',
  'name',
] as const
export type PersonalKind = (typeof personalKinds)[number]

/** What stands in the text instead; brackets of official documents, so that nobody takes it for the writer's words. */
export const maskOf: Record<PersonalKind, string> = {
  email: '〔邮箱〕',
  'resident-id': '〔身份证号〕',
  'bank-card': '〔银行卡号〕',
  mobile: '〔手机号〕',
  landline: '〔座机号〕',
  permit: '〔证件号〕',
  plate: '〔车牌号〕',
  messenger: '〔QQ或微信号〕',
  handle: '〔网名〕',
  address: '〔门牌号〕',
  name: '〔姓名〕',
}

/** One find, by UTF-16 offsets. */
export interface PersonalSpan {
  readonly kind: PersonalKind
  readonly start: number
  readonly end: number
}
