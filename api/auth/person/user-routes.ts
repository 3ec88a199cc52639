import { addUser, changeUser, findUser, listUsers, removeUser } from '#api/auth/person/user.ts'
import { endAllSessions } from '#api/auth/session/session.ts'
import { newUserSchema, userListSchema, userPatchSchema, userSchema } from '#api/contract/auth.ts'
import { idParamsSchema } from '#api/contract/common.ts'
import { defineRoute } from '#api/http/route.ts'

export const userRoutes = [
  defineRoute({
    method: 'get',
    path: '/api/v1/users',
    may: 'admin',
    summary: 'Everyone with an account',
    answer: userListSchema,
    handle: async ({ ctx }) => ({ items: await listUsers(ctx.db), next_cursor: null }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/v1/users',
    may: 'admin',
    proof: true,
    summary: 'Makes an account for someone who comes through the trusted proxy',
    description: 'It has no password, so it is of use behind such a proxy only. Others are invited.',
    body: newUserSchema,
    answer: userSchema,
    status: 201,
    handle: async ({ ctx, body, note }) => {
      const made = await addUser(ctx.db, { ...body, name: body.name ?? null, password_hash: null })
      note({ made: made.id })
      return made
    },
  }),
  defineRoute({
    method: 'patch',
    path: '/api/v1/users/{id}',
    may: 'admin',
    proof: true,
    summary: "Changes someone's role, shows or name; another role, or other shows, end their sessions",
    params: idParamsSchema,
    body: userPatchSchema,
    answer: userSchema,
    handle: async ({ ctx, params, body, note }) => {
      const { email, role, shows, name } = await findUser(ctx.db, params.id)
      note({ before: { email, role, shows, name } })
      return changeUser(ctx.db, params.id, body)
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/users/{id}/sessions',
    may: 'admin',
    proof: true,
    summary: "Ends all of someone's sessions",
    params: idParamsSchema,
    handle: async ({ ctx, params }) => {
      const { id } = await findUser(ctx.db, params.id)
      await endAllSessions(ctx.db, id)
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/v1/users/{id}',
    may: 'admin',
    proof: true,
    summary: 'Removes an account and its sessions',
    params: idParamsSchema,
    handle: async ({ ctx, params, note }) => {
      const { email, role } = await findUser(ctx.db, params.id)
      note({ before: { email, role } })
      await removeUser(ctx.db, params.id)
    },
  }),
]
