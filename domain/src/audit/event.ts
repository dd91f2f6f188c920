/** Events, and what is taken out of them. */
export const eventLabel = {
  'event.decided': '改定研判',
  'event.accepted': '受理',
  'event.dismissed': '不予受理',
  'event.restored': '撤销不予受理',
  'event.merged': '合并事件',
  'event.merge-undone': '撤销合并',
  'event.split': '拆分事件',
  'event.locked': '锁定事件',
  'event.unlocked': '解除事件锁定',
  'event.alarm-acknowledged': '知悉升温预警',
  'event.walled-read': '查阅涉检举事项',
  'report.downloaded': '下载报告',
  'evidence.exported': '导出固证',
} as const
