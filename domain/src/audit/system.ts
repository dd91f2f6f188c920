/** The installation, and the audit itself. */
export const systemLabel = {
  'jurisdiction.started': '启用正式属地',
  'display-link.issued': '生成大屏链接',
  'display-link.revoked': '撤销大屏链接',
  'backup.made': '备份全部数据',
  'backup.restored': '从备份恢复全部数据',
  'audit.searched': '查询审计',
  'audit.verified': '校验审计链',
  'audit.exported': '导出审计',
} as const
