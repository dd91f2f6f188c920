/** What can have happened to people; `hospital` is hurt or ill, by what else is told. `safe` undoes being missing. */
export const fateNames = [
  'safe',
  'dead',
  'missing',
  'serious',
  'light',
  'injured',
  'ill',
  'hospital',
  'evacuated',
  'gathered',
] as const
export type FateName = (typeof fateNames)[number]
