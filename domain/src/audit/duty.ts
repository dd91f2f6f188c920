/** What the desk keeps running: notices, channels, rosters, recurring duties, suggestions, the catalogue. */
export const dutyLabel = {
  'notice.acknowledged': '知悉通知',
  'notice.sent-again': '重新发送通知',
  'channel.created': '添加通知渠道',
  'channel.changed': '启用或停用通知渠道',
  'channel.removed': '删除通知渠道',
  'channel.tested': '测试通知渠道',
  'roster.entered': '导入排班',
  'roster.removed': '删除班次',
  'duty.recorded': '登记定期工作',
  'duty.withdrawn': '撤回定期工作登记',
  'suggestion.registered': '登记监督意见',
  'suggestion.moved': '办理监督意见',
  'disclosure.saved': '保存公开事项目录',
} as const
