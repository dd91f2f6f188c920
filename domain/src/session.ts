/** How a session was opened. */
export const sessionMeans = ['password', 'link', 'oidc'] as const
export type SessionMeans = (typeof sessionMeans)[number]

export const sessionMeansLabel: Record<SessionMeans, string> = {
  password: '密码登录',
  link: '一次性链接',
  oidc: '统一身份认证',
}

/** What an account must do before anything else. */
export const duties = ['change-password', 'enrol-second-factor'] as const
export type Duty = (typeof duties)[number]
