import type { KeptData } from '@huiyin/domain/http/privacy'
import { dataRequestDays, retention, revealHours } from '@huiyin/domain/privacy'

/** What is kept, said to everyone who works with it; the figures are those the program goes by. */
export const keptData: readonly KeptData[] = [
  {
    what: '公开网帖的脱敏正文、标题、网址、时间与阅读评论数',
    why: '发现、研判并回应群众诉求，是履行法定职责所必需；只读取已公开的内容',
    howLong: `自发现之日起 ${retention.itemYears} 年；已立案的随案卷按档案规定保存`,
    whoReads: '舆情管理员、办公室、领导；承办单位只见交办给本单位的',
    clauses: ['个人信息保护法 第十三条第三项', '第二十七条', '第三十四条', '第十九条'],
  },
  {
    what: '原文（未脱敏的标题、正文和发帖网名）',
    why: '核对脱敏有无失真，办理中确需联系诉求人时使用',
    howLong: `加密保存 ${retention.originalDays} 天，到期自动删除`,
    whoReads: `平时无人可见。须说明理由、经另一人同意，${revealHours} 小时内查看一次，全程留痕；承办单位不得查看`,
    clauses: ['个人信息保护法 第六条', '第五十一条第三项', '第四十七条第二项', '信访工作条例 第三十条'],
  },
  {
    what: '发帖人化名（由密钥计算，每个信源的密钥不同）',
    why: '统计有多少人反映同一事，不需要知道是谁',
    howLong: '与脱敏正文相同',
    whoReads: '舆情管理员、办公室、领导',
    clauses: ['个人信息保护法 第六条', '第七十三条第三项（去标识化）'],
  },
  {
    what: '个人信息请求的登记：申请人姓名、联系方式与核验方式（加密），请求与处理结果',
    why: '受理查阅、更正、删除请求并答复本人',
    howLong: '随档案保存；申请人信息只能逐次打开，打开即留痕',
    whoReads: '舆情管理员、办公室、领导',
    clauses: ['个人信息保护法 第四十五至四十七条', '第五十条'],
  },
  {
    what: '已删除内容的指纹（单向散列，不能还原）',
    why: '防止已删除的内容在下次采集时重新进入系统',
    howLong: '长期',
    whoReads: '无人可见，仅供系统比对',
    clauses: ['个人信息保护法 第四十七条'],
  },
  {
    what: '操作记录：谁在何时做了什么，不含网帖内容',
    why: '事后可查，防止滥用',
    howLong: '不少于 180 天',
    whoReads: '审计员',
    clauses: ['网络安全法 第二十一条', '个人信息保护法 第五十四条'],
  },
]

export const neverDone: readonly string[] = [
  '不按发帖人检索，不跨信源关联同一人，不做个人画像，不追查身份。',
  '不采集须登录才能看到的内容，不采集私信和群聊。',
  '不删帖、不控评；回应一律以单位名义公开作出。',
  `本人要求查阅、更正或删除的，由舆情管理员登记，${dataRequestDays} 日内答复；不予办理的说明理由。`,
]
