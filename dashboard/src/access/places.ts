import {
  Aim,
  Bell,
  Calendar,
  Checked,
  Connection,
  DataBoard,
  Document,
  EditPen,
  Filter,
  Flag,
  FolderOpened,
  Histogram,
  List,
  Lock,
  Memo,
  Notebook,
  Postcard,
  Setting,
  Stamp,
  Tickets,
} from '@element-plus/icons-vue'
import type { ApprovalCounts } from '@huiyin/domain/http/approvals'
import type { MeView } from '@huiyin/domain/http/sessions'
import type { Component } from 'vue'
import {
  administers,
  audits,
  isUnitOnly,
  readsContent,
  readsRules,
  seesSources,
  triages,
} from './permissions.js'

type Holder = Pick<MeView, 'roles'> | null

/** A page of the main navigation. */
export interface Place {
  readonly to: string
  readonly label: string
  readonly icon: Component
  readonly shown: (me: Holder) => boolean
  /** Another path that belongs to this page. */
  readonly also?: string
  readonly newWindow?: boolean
  /** What is decided here by a second person. */
  readonly decides?: keyof ApprovalCounts
}

export interface PlaceGroup {
  readonly label: string
  readonly places: readonly Place[]
}

/** The main navigation in the order of the day's work: see, handle, report, then what the others stand on. */
const groups: readonly PlaceGroup[] = [
  {
    label: '监测',
    places: [
      {
        to: '/feed',
        label: '每日信息流',
        icon: Document,
        shown: readsContent,
        also: '/events',
        decides: 'walls',
      },
      { to: '/entry', label: '录入', icon: EditPen, shown: triages },
      { to: '/subjects', label: '监测专题', icon: Filter, shown: readsContent },
      { to: '/wall', label: '大屏', icon: DataBoard, shown: readsContent, newWindow: true },
    ],
  },
  {
    label: '处置',
    places: [
      {
        to: '/matters',
        label: '登记事项',
        icon: Tickets,
        shown: (me) => readsContent(me) || isUnitOnly(me),
      },
      {
        to: '/cases',
        label: '案件',
        icon: FolderOpened,
        decides: 'clocks',
        shown: (me) => readsContent(me) || isUnitOnly(me),
      },
      {
        to: '/drafts',
        label: '审签',
        icon: Stamp,
        shown: (me) => readsContent(me) || isUnitOnly(me),
      },
      {
        to: '/instructions',
        label: '领导批示',
        icon: Flag,
        shown: (me) => readsContent(me) || isUnitOnly(me),
      },
      { to: '/duties', label: '职责日历', icon: Calendar, shown: readsContent },
      {
        to: '/suggestions',
        label: '监督员意见',
        icon: Postcard,
        shown: (me) => readsContent(me) || isUnitOnly(me),
      },
      { to: '/notices', label: '值班与通知', icon: Bell, shown: () => true, decides: 'noticeRules' },
    ],
  },
  {
    label: '报告',
    places: [
      { to: '/log', label: '舆情日志', icon: Notebook, shown: readsContent },
      { to: '/appraisal', label: '考核', icon: Histogram, shown: (me) => readsContent(me) || isUnitOnly(me) },
    ],
  },
  {
    label: '规则',
    places: [
      { to: '/sources', label: '信源', icon: Connection, shown: seesSources },
      { to: '/regimes', label: '制度', icon: Memo, shown: readsRules, decides: 'regimes' },
      { to: '/disclosure', label: '公开事项目录', icon: List, shown: readsRules },
      { to: '/judgement', label: '研判准确率', icon: Aim, shown: readsContent, decides: 'judgement' },
    ],
  },
  {
    label: '系统',
    places: [
      { to: '/audit', label: '审计', icon: Checked, shown: audits },
      { to: '/admin', label: '管理', icon: Setting, shown: administers },
      { to: '/privacy', label: '隐私', icon: Lock, shown: () => true, decides: 'reveals' },
    ],
  },
]

/** What this person finds in the navigation; a group without a page for him is left out. */
export const placesFor = (me: Holder): PlaceGroup[] =>
  groups
    .map(({ label, places }) => ({ label, places: places.filter(({ shown }) => shown(me)) }))
    .filter(({ places }) => places.length > 0)
