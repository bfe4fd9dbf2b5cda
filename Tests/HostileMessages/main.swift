// Damages messages and does everything to them that a program can: nothing may trap, hang or grow.
//
//   hostile-messages [--kind message|rpc] [--seed S] [--count N]

let options = HostileOptions(Array(CommandLine.arguments.dropFirst()))
guard let options else {
  print("usage: hostile-messages [--kind message|rpc] [--seed S] [--count N]")
  exitProgram(2)
}
switch options.kind {
case "message": exitProgram(HostileMessageRun(options).run() ? 0 : 1)
case "rpc": exitProgram(HostileStreamRun(options).run() ? 0 : 1)
default:
  print("unknown kind \(options.kind)")
  exitProgram(2)
}
