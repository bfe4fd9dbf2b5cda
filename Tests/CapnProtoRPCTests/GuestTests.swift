import CapnProto
import Foundation
import Testing

@testable import CapnProtoRPC

/// The core in a guest: Embedded Swift, a poll loop, wasm32.
@Suite struct GuestTests {
  private static let most = 250_000
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures/programs/rpc")

  @Test func aGuestIsSmallAndAnswers() throws {
    let scratch = FileManager.default.temporaryDirectory
      .appending(path: "rpc-guest-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let guest = scratch.appending(path: "guest.wasm")
    let status = try run(
      ["bash", Self.folder.appending(path: "build").path, guest.path], in: scratch)
    if status == 77 {
      print("skipped: no Swift toolchain with Embedded Swift for wasm32 found")
      return
    }
    #expect(status == 0)
    let size = try Data(contentsOf: guest).count
    #expect(size < Self.most)
    try talk(to: guest, in: scratch)
  }

  /// Says everything at once, pipelined, then reads what the guest said.
  private func talk(to guest: URL, in scratch: URL) throws {
    let vat = Vat()
    let connection = Connection(vat: vat)
    var results: [Int64] = []
    let adder = connection.bootstrap()
    let callee = Capability(
      ClosureServer { call in
        guard let params = try? call.params.content.structure() else { return }
        let product: Int64 = params.get(0) &* params.get(1)
        call.answer(UInt64(bitPattern: product))
      }, in: vat)
    func ask(_ target: Capability, _ method: UInt16, _ numbers: [Int64]) -> Call {
      let call = Call(on: target, interfaceID: testInterface, methodID: method)
      let params = call.params.initStruct(StructSize(dataWords: 2, pointerCount: 1))
      for index in numbers.indices { params.set(index, numbers[index]) }
      if method == 2 { params.pointer(0).setCapability(callee) }
      call.whenDone { results.append(Int64(bitPattern: $0.value?.number ?? 0)) }
      call.send()
      return call
    }
    _ = ask(adder, 0, [40, 2])
    let counter = ask(adder, 1, [10]).pipeline([0])
    _ = ask(counter, 0, [])
    _ = ask(counter, 0, [])
    _ = ask(adder, 2, [])
    var input: [UInt8] = []
    for case .send(let message) in connection.takeEffects() { input += message.framedBytes }
    try Data(input).write(to: scratch.appending(path: "input"))
    guard try run(["python3", "-c", "import wasmtime"], in: scratch) == 0 else {
      print("skipped: the guest was built, but there is no wasmtime for python3 to run it")
      return
    }
    #expect(try run(["python3", "-c", Self.runner, guest.path], in: scratch) == 0)
    let output = try Data(contentsOf: scratch.appending(path: "output"))
    var decoder = FrameDecoder()
    try Array(output).withUnsafeBytes { bytes in
      var rest = bytes
      while let message = try decoder.next(&rest) { connection.receive(message) }
    }
    // The last one is a tail call of our own object: the guest sends the call back and keeps nothing.
    #expect(results == [42, 0, 11, 12, 440])
    #expect(connection.isOpen)
  }

  private static let runner = """
    import sys, wasmtime
    store = wasmtime.Store()
    wasi = wasmtime.WasiConfig()
    wasi.stdin_file = "input"
    wasi.stdout_file = "output"
    store.set_wasi(wasi)
    linker = wasmtime.Linker(store.engine)
    linker.define_wasi()
    module = wasmtime.Module.from_file(store.engine, sys.argv[1])
    linker.instantiate(store, module).exports(store)["_start"](store)
    """

  private func run(_ command: [String], in folder: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
