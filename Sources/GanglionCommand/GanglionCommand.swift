import Foundation
import WebAssembly
@main struct GanglionCommand { static func main() throws {
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
