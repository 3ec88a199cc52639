/** What is built into one file. */
export { runCommand } from '#scripts/cli/run-command.ts'
export { runService } from '#scripts/cli/run-service.ts'
