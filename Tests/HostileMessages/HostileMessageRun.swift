import CapnProto
import CapnProtoTesting

/// Reads, copies, compares, canonicalises and packs damaged messages.
struct HostileMessageRun {
  let options: HostileOptions
  private let limits = Limits(
    segments: 64, messageWords: 1 << 16, traversalWords: 1 << 14, nestingDepth: 64)
  /// The growth that is taken for noise.
  private let toleratedKilobytes = 64 << 10
  private let schemas = GoldenSchema.load()

  init(_ options: HostileOptions) { self.options = options }

  func run() -> Bool {
    Swift.print("kind message, seed \(options.seed), count \(options.count)")
    var before: Int?
    var tally = Tally()
    for number in 0..<options.count {
      // Memory is counted once everything has been used.
      if number == min(1_000, options.count / 2) { before = residentKilobytes() }
      attack(seed: options.seed &+ UInt64(number), &tally)
    }
    Swift.print(
      "\(tally.decoded) decoded, \(tally.objects) objects read, \(tally.failures) unreadable, "
        + "\(tally.copied) copied, \(tally.canonical) canonicalised, "
        + "\(tally.printed) printed (sum \(tally.sum))")
    guard let before, let after = residentKilobytes() else { return true }
    Swift.print("memory \(before) KiB, then \(after) KiB")
    return after - before < toleratedKilobytes
  }

  private func attack(seed: UInt64, _ tally: inout Tally) {
    var maker = RandomMessage(seed: seed)
    guard var bytes = try? maker.make().framedBytes() else { return }
    var mutation = Mutation(seed: seed)
    mutation.apply(to: &bytes)
    if let message = try? Message(framed: bytes, limits: limits) { use(message, &tally) }
    stream(bytes, &tally)
    if var packed = try? Message(flat: bytes, limits: limits).packedBytes {
      mutation.apply(to: &packed)
      if let message = try? Message(packed: packed, limits: limits) { use(message, &tally) }
    }
  }

  /// The same bytes, as they come from a socket.
  private func stream(_ bytes: [UInt8], _ tally: inout Tally) {
    var decoder = FrameDecoder(limits: limits)
    bytes.withUnsafeBytes { buffer in
      var start = 0
      while start < buffer.count {
        let end = min(start + 1 + start % 40, buffer.count)
        var piece = UnsafeRawBufferPointer(rebasing: buffer[start..<end])
        while !piece.isEmpty {
          guard let message = try? decoder.next(&piece) else { break }
          tally.sum &+= UInt64(message.totalWords)
        }
        start = end
      }
    }
  }

  private func use(_ message: Message, _ tally: inout Tally) {
    tally.decoded += 1
    guard let root = try? message.root else { return }
    var walker = Walker()
    walker.walk(root)
    tally.add(walker)
    print(message, &tally)
    let builder = MessageBuilder()
    if let source = try? message.fresh(limits: limits).root, (try? builder.root.set(source)) != nil
    {
      tally.copied += 1
      change(builder)
      if let copy = try? builder.finish().root {
        var again = Walker()
        again.walk(copy)
        tally.add(again)
      }
    }
    if let canonical = try? message.fresh(limits: limits).canonicalBytes() {
      tally.canonical += 1
      tally.sum &+= UInt64(canonical.count)
    }
    if let left = try? message.fresh(limits: limits).root,
      let right = try? message.fresh(limits: limits).root,
      (try? left.isEqual(to: right)) == true
    {
      tally.sum &+= 1
    }
  }

  /// Writes the message as text and JSON of some type, and reads these back, damaged too.
  private func print(_ message: Message, _ tally: inout Tally) {
    guard let schemas else { return }
    let name = GoldenSchema.types[Int(tally.sum % UInt64(GoldenSchema.types.count))]
    guard let type = schemas.type(named: name) else { return }
    let converter = MessageConverter(type: type, schemas: schemas, limits: limits)
    for format in [MessageFormat.text, .json] {
      guard var bytes = try? converter.encode(message.fresh(limits: limits), format) else {
        continue
      }
      tally.printed += 1
      if let again = try? converter.convert(bytes, from: format, to: .bin) {
        tally.sum &+= UInt64(again.count)
      }
      var mutation = Mutation(seed: tally.sum)
      mutation.apply(to: &bytes)
      if let again = try? converter.convert(bytes, from: format, to: .flatpacked) {
        tally.sum &+= UInt64(again.count)
      }
    }
  }

  /// Grows, moves and erases parts of a copy.
  private func change(_ builder: MessageBuilder) {
    let larger = StructSize(dataWords: 6, pointerCount: 5)
    guard let root = try? builder.root.structure(larger) else { return }
    _ = try? root.pointer(0).structList(larger)
    _ = try? root.pointer(1).structure(larger)
    _ = try? root.pointer(2).list(of: .fourBytes)
    try? root.pointer(3).adopt(root.pointer(0).disown())
    root.clearPointer(1)
  }
}

/// What happened.
struct Tally {
  var decoded = 0
  var objects = 0
  var failures = 0
  var copied = 0
  var canonical = 0
  var printed = 0
  var sum: UInt64 = 0

  mutating func add(_ walker: Walker) {
    objects += walker.objects
    failures += walker.failures
    sum &+= walker.sum
  }
}
