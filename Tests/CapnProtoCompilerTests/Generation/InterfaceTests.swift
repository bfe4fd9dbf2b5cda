import CapnProto
import CapnProtoAsync
import Testing

/// Generated clients call generated servers.
@Suite struct InterfaceTests {
  @Test func inheritedMethods() async throws {
    let client = Everything.Diamond.Client(DiamondObject())
    let first = try await client.call(x: 20).value
    #expect(first.y == 25)
    let second = try await client.call { $0.x = 1 }.value
    #expect(second.y == 6)
    _ = try await client.left().value
    _ = try await client.asRight.right().value
    let plain = client.asPlain
    #expect(try await plain.call(x: 1, text: "").value.y == 1)
    let named = try await plain.named { $0.i32 = 9 }.value
    #expect(named.i32 == 9 && named.i8 == -128)
    let bottom = try await client.bottom { builder in
      let list = builder.initX(count: 2)
      try list.set(0, plain)
    }.value
    #expect(try bottom.x.count == 1)
    #expect(try await bottom.x.get(0).call(x: 3, text: "").value.y == 3)
  }

  @Test func pipelining() async throws {
    let client = Everything.Plain.Client(DiamondObject())
    let promise = client.same(cap: client)
    #expect(try await promise.cap.same(cap: client).cap.call(x: 4, text: "a").value.y == 5)
  }

  @Test func namesOfSwift() async throws {
    let client = Everything.Plain.Client(DiamondObject())
    #expect(try await client.`init`(self: true, in: "x").value.`self` == false)
  }

  @Test func missingMethods() async throws {
    let client = Everything.Right.Client(DiamondObject())
    await #expect(throws: RPCError.self) { _ = try await client.any().value }
    let other = client.cast(to: Everything.TextContainer.Client.self)
    do {
      _ = try await other.length().value
      Issue.record("a method that is not there was called")
    } catch let error as RPCError {
      #expect(error.kind == .unimplemented)
    }
  }

  @Test func genericMethods() async throws {
    let client = Everything.Plain.Client(DiamondObject())
    let results = try await client.generic(Text.self, Everything.Scalars.self) { builder in
      try builder.setP(TextReader("p"))
    }.value
    #expect(try results.q.i32 == 7 && results.pair.a.string == "p")
  }

  @Test func genericInterfaces() async throws {
    let sub = Everything.TextContainer.Client(TextContainerObject())
    let client = sub.asContainer
    _ = try await client.put { try $0.setValue(TextReader("kept")) }.value
    #expect(try await client.get().value.value.string == "kept")
    try await client.push { try $0.setValue(TextReader("pushed")) }
    #expect(try await client.get().value.value.string == "pushed")
    #expect(try await sub.length().value.length == 6)
    // An object that is seen as a container alone has the methods of that alone.
    let plain = Everything.Container<Text>.Client(TextContainerObject())
    await #expect(throws: RPCError.self) {
      _ = try await plain.cast(to: Everything.TextContainer.Client.self).length().value
    }
  }

  @Test func capabilitiesInStructs() async throws {
    let message = MessageBuilder()
    let builder = message.initRoot(Everything.Anys.self)
    #expect(try builder.plain.isNull && !builder.hasPlain)
    builder.setPlain(Everything.Plain.Client(DiamondObject()))
    builder.setCap(AnyClient(try builder.plain.capability))
    let finished = try message.finish()
    let reader = try finished.root(as: Everything.Anys.self)
    #expect(try await reader.plain.call(x: 1, text: "bc").value.y == 3)
    let other = try reader.cap.cast(to: Everything.Plain.Client.self)
    #expect(try await other.call(x: 2, text: "").value.y == 2)
  }
}

/// Has the methods of all of a diamond of interfaces.
private actor DiamondObject: Everything.Diamond.Server {
  func call(_ call: Everything.Plain.CallCall) async throws {
    call.results.y = Int64(call.params.x) + Int64(try call.params.text.count)
  }
  func named(_ call: Everything.Plain.NamedCall) async throws {
    call.results.i32 = call.params.i32
  }
  func `init`(_ call: Everything.Plain.InitCall) async throws {
    call.results.`self` = !call.params.`self`
  }
  func same(_ call: Everything.Plain.SameCall) async throws {
    call.results.setCap(try call.params.cap)
  }
  func generic(_ call: Everything.Plain.GenericCall) async throws {
    let scalars = call.results.qPointer.initStruct(Everything.Scalars.structSize)
    Everything.Scalars.Builder(scalars).i32 = 7
    try call.results.pair.setA(try call.params.p)
  }
  func left(_ call: Everything.Left.LeftCall) async throws {}
  func right(_ call: Everything.Right.RightCall) async throws {}
  func bottom(_ call: Everything.Diamond.BottomCall) async throws {
    let given = try call.params.x
    let list = call.results.initX(count: given.count - 1)
    try list.set(0, given.get(0))
  }
}

/// Keeps one text.
private actor TextContainerObject: Everything.TextContainer.Server {
  private var text = ""

  func put(_ call: Everything.Container<Text>.PutCall) async throws {
    text = try call.params.value.string
  }
  func get(_ call: Everything.Container<Text>.GetCall) async throws {
    try text.withStatic { try call.results.setValue($0) }
  }
  func push(_ call: Everything.Container<Text>.PushCall) async throws {
    text = try call.params.value.string
  }
  func length(_ call: Everything.TextContainer.LengthCall) async throws {
    call.results.length = UInt64(text.utf8.count)
  }
}

extension String {
  /// The string as text in a message of its own.
  fileprivate func withStatic(_ body: (TextReader) throws -> Void) throws {
    let message = MessageBuilder()
    message.root.setText(self)
    try body(try message.finish().root(as: Text.self))
  }
}
