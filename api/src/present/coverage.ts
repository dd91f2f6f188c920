import { type Coverage, coverageGaps, coverageStatement, mayBeCalm } from '@huiyin/domain/coverage'
import type { OpinionLogView } from '@huiyin/domain/http/overview'
import type { SeverityGrade } from '@huiyin/domain/severity'

/** What could not be seen that day. 平稳 is said only when it may be and nothing graver than IV came in. */
export function presentCoverage(
  coverage: Coverage,
  byGrade: Readonly<Record<SeverityGrade, number>>,
): OpinionLogView['coverage'] {
  return {
    sources: coverage.sources.length,
    blind: coverageGaps(coverage).map(({ name, reason, key }) => ({ name, reason, key })),
    calm: mayBeCalm(coverage) && byGrade.I + byGrade.II + byGrade.III === 0,
    statement: coverageStatement(coverage, '当日'),
  }
}
