/** Clocks and the rules they rest on. */
export const clockLabel = {
  'clock.asked': '申请变更时限',
  'clock.approved': '批准变更时限',
  'clock.refused': '不批准变更时限',
  'clock.resumed': '恢复计时',
  'clock.start-changed': '变更起算时间',
  'rule.asked': '申请变更制度或通知规则',
  'rule.approved': '批准变更制度或通知规则',
  'rule.refused': '不批准变更制度或通知规则',
  'rule.withdrawn': '撤回制度或通知规则的变更',
  'calendar.imported': '导入节假日安排',
} as const
