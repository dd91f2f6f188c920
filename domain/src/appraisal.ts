/**
 * 考核 of a unit over a period (北仑 三: 区政府办将政务舆情回应实效纳入考核体系, 对网信办移交的网上舆情回复完成情况纳入督查考核;
 * 定期对舆情回应工作情况进行通报). Every figure is a number of case files, so that each can be opened. A case belongs to
 * the unit that leads it; assisting units are not measured by it. Of what was handed over in the period:
 *
 * - `received` 交办: the unit became the lead within the period. Handed over again while it leads is no second time.
 * - `answered` 按时回应: every running clock is met, at least one of them by this unit, and none was late in its hands.
 * - `overdue` 超时: a clock ended unmet while the unit led, whether or not it was met afterwards (late stays late,
 *   docs/rules.md §1). One that had ended before the case reached the unit is not its own.
 * - `responded` 首次回应: a first answer was recorded while the unit led; how long it took runs from the handing over.
 *
 * And what happened within the period, whenever the case was handed over:
 *
 * - `returned` 退单: the unit sent it back as its lead.
 * - `reopened` 重办: ended (closed, merged or sent elsewhere) and opened again while the unit leads it.
 * - `noticed` 通报: the unit was named for it (北仑 三; 梅河口 四(五)).
 */
export const appraisalFigures = [
  'received',
  'answered',
  'overdue',
  'responded',
  'returned',
  'reopened',
  'noticed',
] as const
export type AppraisalFigure = (typeof appraisalFigures)[number]

export const appraisalLabel: Record<AppraisalFigure, string> = {
  received: '交办',
  answered: '按时回应',
  overdue: '超时',
  responded: '首次回应',
  returned: '退单',
  reopened: '重新办理',
  noticed: '通报',
}

/** What each counts, in words for whoever is measured by it. */
export const appraisalMeaning: Record<AppraisalFigure, string> = {
  received: '本期交办本单位牵头办理的案件；办理中再次交办同一单位不重复计',
  answered: '本期交办的案件中，各项时限均已满足，且在本单位手中没有超时的',
  overdue: '本期交办的案件中，在本单位手中到期未回应的；之后补回应的仍计超时。交办前已到期的时限不计',
  responded: '本期交办的案件中已登记首次回应的；时长自交办本单位起，至首次登记回应止',
  returned: '本期内本单位作为牵头单位退单的案件',
  reopened: '办结（含并案、转送）后在本期内重新办理、由本单位牵头的案件',
  noticed: '本期内就该案件对本单位作出通报的案件（北仑 三；梅河口 四（五））',
}

/** Share of what is decided: answered in time of answered in time and overdue; null while nothing is. */
export const inTimeShare = ({ answered, overdue }: { answered: number; overdue: number }): number | null =>
  answered + overdue === 0 ? null : answered / (answered + overdue)
