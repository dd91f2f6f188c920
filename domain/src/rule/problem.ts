/** What is wrong with a rule as typed: where, by UTF-16 offsets into the text, and what to do about it. */
export interface RuleProblem {
  readonly start: number
  readonly end: number
  readonly message: string
}

/** Thrown inside the reader of rules and caught by `parseRule`; never leaves it. */
export class RuleRefused extends Error {
  constructor(readonly problem: RuleProblem) {
    super(problem.message)
  }
}

export const refuse = (start: number, end: number, message: string): never => {
  throw new RuleRefused({ start, end, message })
}
