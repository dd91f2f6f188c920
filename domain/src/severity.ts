/** 突发事件应对法(2024) 第三条；北仑 二(二): 特别重大、重大、较大、一般. */
export const severityGrades = ['I', 'II', 'III', 'IV'] as const
export type SeverityGrade = (typeof severityGrades)[number]

export const gradeLabel: Record<SeverityGrade, string> = {
  I: '特别重大',
  II: '重大',
  III: '较大',
  IV: '一般',
}

const rank: Record<SeverityGrade, number> = { I: 0, II: 1, III: 2, IV: 3 }

/** True when `a` is graver than `b`. */
export const isGraver = (a: SeverityGrade, b: SeverityGrade): boolean => rank[a] < rank[b]

/** The graver of the grades given; IV when none is given. */
export const gravest = (grades: Iterable<SeverityGrade>): SeverityGrade => {
  let worst: SeverityGrade = 'IV'
  for (const grade of grades) if (isGraver(grade, worst)) worst = grade
  return worst
}

/** The next graver grade; I stays I. Public reaction and media raise by at most one (docs/rules.md §2). */
export const raisedByOne: Record<SeverityGrade, SeverityGrade> = { I: 'I', II: 'I', III: 'II', IV: 'III' }
