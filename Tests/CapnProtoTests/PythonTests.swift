import CapnProto
import CapnProtoTesting
import Testing

/// Messages that `pycapnp` reads, changes and writes.
@Suite(.enabled(if: PythonPeer.isInstalled, "pycapnp is not installed"))
struct PythonTests {
  @Test func readsWhatPythonWrites() throws {
    let program = """
      import capnp, sys
      capnp.remove_import_hook()
      golden = capnp.load('\(GoldenSchema.directory)/golden.capnp', imports=['/usr/include'])
      tree = golden.Tree.new_message(name='root', value=-5)
      kids = tree.init('kids', 3)
      for index in range(3):
        kids[index].name = 'kid %d' % index
        kids[index].value = index * 1000
      tree.left = golden.Tree.new_message(name='left')
      sys.stdout.buffer.write(tree.to_bytes())
      sys.stdout.buffer.write(tree.to_bytes_packed())
      """
    let bytes = try PythonPeer.run(program, input: [])
    let schemas = try #require(GoldenSchema.load())
    let type = try #require(schemas.type(named: "Tree"))
    let (message, rest) = try bytes.withUnsafeBytes { buffer in
      var rest = buffer
      let message = try #require(try Message.decode(&rest))
      return (message, [UInt8](rest))
    }
    for message in [message, try Message(packed: rest)] {
      let tree = try DynamicStruct(message, as: type, schemas)
      guard case .text(let name) = try tree.get("name"),
        case .int(let value) = try tree.get("value"),
        case .list(let kids) = try tree.get("kids"), case .structure(let kid) = try kids.get(2),
        case .text(let kidName) = try kid.get("name")
      else {
        Issue.record("another type")
        return
      }
      #expect(name == "root" && value == -5 && kids.count == 3 && kidName == "kid 2")
    }
  }

  @Test func pythonReadsWhatWeWrite() throws {
    let program = """
      import capnp, sys
      capnp.remove_import_hook()
      golden = capnp.load('\(GoldenSchema.directory)/golden.capnp', imports=['/usr/include'])
      for message in golden.Tree.read_multiple_bytes(sys.stdin.buffer.read()):
        sys.stdout.buffer.write(message.as_builder().to_bytes())
      """
    let seed = UInt64.random(in: 0 ... .max)
    var input: [UInt8] = []
    var expected: [[UInt8]] = []
    for number in 0..<40 {
      var maker = RandomMessage(seed: seed &+ UInt64(number))
      let message = try maker.make().finish()
      input += message.framedBytes
      expected.append(try message.canonicalBytes())
    }
    let output = try PythonPeer.run(program, input: input)
    var found: [[UInt8]] = []
    try output.withUnsafeBytes { buffer in
      var rest = buffer
      while let message = try Message.decode(&rest) { found.append(try message.canonicalBytes()) }
    }
    let isSame = found == expected
    #expect(isSame, "seed \(seed)")
  }
}
