import CapnProtoAsync
import CapnProtoTransport

/// Runs cases against a server and says how they went.
struct Driver {
  let address: TransportAddress
  let cases: [InteropCase]

  /// - Returns: whether none failed.
  func run() async throws -> Bool {
    let unsupported = await unsupportedNames()
    var isGood = true
    for one in cases {
      if let name = ([one.name] + one.needs).first(where: unsupported.contains) {
        Output.line("SKIP \(one.name): the server can't do \(name)")
        continue
      }
      do {
        try await run(one)
        Output.line("PASS \(one.name)")
      } catch {
        isGood = false
        Output.line("FAIL \(one.name): \(Output.oneLine("\(error)"))")
      }
    }
    return isGood
  }

  private func unsupportedNames() async -> Set<String> {
    var names: Set<String> = []
    guard let context = try? await CaseContext(address),
      let list = try? await context.main.unsupported().value.names
    else { return [] }
    for index in list.indices {
      if let name = try? list[index].string { names.insert(name) }
    }
    context.connection.close()
    return names
  }

  private func run(_ one: InteropCase) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        let context = try await CaseContext(address)
        defer { context.connection.close() }
        try await one.run(context)
      }
      group.addTask {
        try await Task.sleep(for: .seconds(120))
        throw CaseFailure(description: "still not done after two minutes")
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}
