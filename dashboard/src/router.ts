import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import {
  administers,
  audits,
  draftsRules,
  homeOf,
  isUnitOnly,
  readsContent,
  readsRules,
  seesSources,
  triages,
} from './access/permissions.js'
import { whenDutyCalls, whenSignedOut } from './api/request.js'
import { useSession } from './composables/use-session.js'

type Reader = Parameters<typeof homeOf>[0]

declare module 'vue-router' {
  interface RouteMeta {
    /** Open to anyone, signed in or not. */
    open?: boolean
    /** Who may come here; others are led to their own first page. */
    for?: (me: Reader) => boolean
  }
}

const readsCases = (me: Reader): boolean => readsContent(me) || isUnitOnly(me)

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/login', component: () => import('./sign-in/login-page.vue'), meta: { open: true } },
    {
      path: '/sign-in/:token',
      component: () => import('./sign-in/sign-in-link-page.vue'),
      meta: { open: true },
    },
    { path: '/duty', component: () => import('./sign-in/duty-page.vue') },
    { path: '/wall', component: () => import('./wall/wall-page.vue'), meta: { open: true } },
    {
      path: '/',
      component: () => import('./shell/app-shell.vue'),
      children: [
        // Never shown: the guard leads each to their own first page, once it knows who is here.
        { path: '', component: () => import('./admin/welcome-page.vue') },
        { path: 'feed', component: () => import('./feed/feed-page.vue'), meta: { for: readsContent } },
        { path: 'entry', component: () => import('./entry/entry-page.vue'), meta: { for: triages } },
        {
          path: 'entry/import/:id?',
          component: () => import('./entry/entry-page.vue'),
          meta: { for: triages },
        },
        {
          path: 'subjects',
          component: () => import('./subject/subjects-page.vue'),
          meta: { for: readsContent },
        },
        {
          path: 'subjects/:id',
          component: () => import('./subject/subject-page.vue'),
          meta: { for: readsContent },
        },
        { path: 'events/:id', component: () => import('./event/event-page.vue'), meta: { for: readsCases } },
        { path: 'matters', component: () => import('./matter/matters-page.vue'), meta: { for: readsCases } },
        {
          path: 'matters/new',
          component: () => import('./matter/matter-new-page.vue'),
          meta: { for: triages },
        },
        { path: 'cases', component: () => import('./case/cases-page.vue'), meta: { for: readsCases } },
        { path: 'cases/:id', component: () => import('./case/case-page.vue'), meta: { for: readsCases } },
        { path: 'drafts', component: () => import('./draft/drafts-page.vue'), meta: { for: readsCases } },
        {
          path: 'drafts/rules',
          component: () => import('./draft/review-rules-page.vue'),
          meta: { for: readsCases },
        },
        { path: 'drafts/:id', component: () => import('./draft/draft-page.vue'), meta: { for: readsCases } },
        {
          path: 'instructions',
          component: () => import('./case/instructions-page.vue'),
          meta: { for: readsCases },
        },
        { path: 'log/:date?', component: () => import('./log/log-page.vue'), meta: { for: readsContent } },
        {
          path: 'appraisal',
          component: () => import('./appraisal/appraisal-page.vue'),
          meta: { for: readsCases },
        },
        { path: 'sources', component: () => import('./source/sources-page.vue'), meta: { for: seesSources } },
        { path: 'regimes', component: () => import('./regime/regimes-page.vue'), meta: { for: readsRules } },
        {
          path: 'regimes/:code/edit',
          component: () => import('./regime/regime-edit-page.vue'),
          meta: { for: draftsRules },
        },
        {
          path: 'judgement',
          component: () => import('./judgement/judgement-page.vue'),
          meta: { for: readsContent },
        },
        {
          path: 'judgement/rules',
          component: () => import('./judgement/judgement-rules-page.vue'),
          meta: { for: triages },
        },
        {
          path: 'judgement/changes/:id',
          component: () => import('./judgement/judgement-change-page.vue'),
          meta: { for: readsContent },
        },
        { path: 'admin', component: () => import('./admin/admin-page.vue'), meta: { for: administers } },
        { path: 'audit', component: () => import('./audit/audit-page.vue'), meta: { for: audits } },
        { path: 'duties', component: () => import('./duty/duties-page.vue'), meta: { for: readsContent } },
        {
          path: 'suggestions',
          component: () => import('./suggestion/suggestions-page.vue'),
          meta: { for: readsCases },
        },
        {
          path: 'disclosure',
          component: () => import('./disclosure/disclosure-page.vue'),
          meta: { for: readsRules },
        },
        { path: 'notices', component: () => import('./notice/notices-page.vue') },
        {
          path: 'notices/rules',
          component: () => import('./notice/notice-rules-edit-page.vue'),
          meta: { for: draftsRules },
        },
        { path: 'account', component: () => import('./account/account-page.vue') },
        { path: 'privacy', component: () => import('./privacy/privacy-page.vue') },
        { path: 'welcome', component: () => import('./admin/welcome-page.vue') },
        { path: ':rest(.*)*', component: () => import('./shell/not-found-page.vue') },
      ],
    },
    {
      path: '/:asked(.*)*',
      name: 'unreachable',
      component: () => import('./sign-in/unreachable-page.vue'),
      meta: { open: true },
    },
  ],
})

const toLogin = (to: Pick<RouteLocationNormalized, 'fullPath'>) => ({
  path: '/login',
  query: to.fullPath === '/' ? {} : { back: to.fullPath },
})

/** The page that waits for the server, under the address that was asked for. */
const toUnreachable = (to: RouteLocationNormalized) => ({
  name: 'unreachable',
  params: { asked: to.path.split('/').slice(1) },
  query: to.query,
  hash: to.hash,
})

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  const session = useSession()
  const me = await session.load().catch(() => 'unanswered' as const)
  if (me === 'unanswered') return toUnreachable(to)
  if (!me) return toLogin(to)
  if (me.duty && to.path !== '/duty') return '/duty'
  if (!me.duty && to.path === '/duty') return homeOf(me)
  const home = homeOf(me)
  const isNowhere = to.path === '/' || to.path === '/welcome'
  if ((isNowhere || (to.meta.for && !to.meta.for(me))) && to.path !== home) return home
  return true
})

whenSignedOut(() => {
  useSession().forget()
  const here = router.currentRoute.value
  if (!here.meta.open) void router.push(toLogin(here))
})

whenDutyCalls(() => {
  if (router.currentRoute.value.path === '/duty') return
  void useSession()
    .refresh()
    .then(() => router.push('/duty'))
})
