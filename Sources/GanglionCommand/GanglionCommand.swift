import Foundation
import WebAssembly
import WebAssemblyText
@main struct GanglionCommand { static func main() throws {
  if CommandLine.arguments[1] == "run" { try scratchRun(Array(CommandLine.arguments.dropFirst(2))); return }
  if CommandLine.arguments[1] == "wast" {
    var total = (0, 0, 0)
    for path in CommandLine.arguments.dropFirst(2) {
      do {
      let script = try Script([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
      var configuration = ModuleConfiguration(isMetered: getenv("M") != nil, canonicalizesNaNs: getenv("N") != nil)
      if path.contains("proposals/") { configuration.features.formUnion(.proposals) }
      var runner = ScriptRunner(try StoreScriptEngine(configuration: configuration))
      let r = runner.run(script)
      print(path.split(separator: "/").last!, r.passed, r.failed, r.skipped)
      for f in r.failures.prefix(4) { print("   ", f) }
      if let f = r.skips.first { print("   skip", f) }
      total.0 += r.passed; total.1 += r.failed; total.2 += r.skipped
      } catch { print(path, error) }
    }
    print("TOTAL", total)
    return
  }
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1])))
  var t = ContinuousClock().now
  let module = try Module(bytes: bytes, configuration: ModuleConfiguration(isMetered: CommandLine.arguments.contains("-m")))
  print("load", ContinuousClock().now - t); t = ContinuousClock().now
  let store = Store()
  let instance = try store.instantiate(module)
  let name = CommandLine.arguments[2]
  let type = try instance.type(ofFunction: name)
  let args = zip(type.parameters, CommandLine.arguments.dropFirst(3)).map { t, s -> Value in t == .i32 ? .i32(Int32(s)!) : t == .i64 ? .i64(Int64(s)!) : t == .f32 ? .f32(Float(s)!) : .f64(Double(s)!) }
  let call = try instance.start(name, args)
  let r = try call.resume()
  print(r, call.fuelUsed, ContinuousClock().now - t)
  if case .trapped(let trap) = r { print(trap); print(trap.backtrace) }
} }
