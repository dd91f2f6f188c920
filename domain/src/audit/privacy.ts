/** The wall, the sealed words and the rights of the person they are of. */
export const privacyLabel = {
  'wall.asked': '申请设置或解除隔离',
  'wall.approved': '同意隔离申请',
  'wall.refused': '不同意隔离申请',
  'reveal.asked': '申请查看原文',
  'reveal.approved': '同意查看原文',
  'reveal.refused': '不同意查看原文',
  'reveal.read': '查看原文',
  'data-request.registered': '登记个人信息请求',
  'data-request.decided': '审批个人信息请求',
  'data-request.executed': '执行个人信息请求',
  'data-request.subject-read': '查看个人信息请求申请人',
  'retention.applied': '到期删除',
  'original-keys.rotated': '更换原文密钥',
} as const
