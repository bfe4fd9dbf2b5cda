import SeededTesting
import Testing
import WebAssembly

/// Random graphs of objects, changed at random, beside a model of them in Swift.
struct RandomGraphTests {
  /// Nodes with a number and a list of references, in a table of roots.
  private static let text = """
    (module
      (type $links (array (mut anyref)))
      (type $node (sub (struct
        (field $number (mut i64)) (field $links (mut (ref null $links)))
        (field $small (mut i8)))))
      (type $special (sub $node (struct
        (field $number (mut i64)) (field $links (mut (ref null $links)))
        (field $small (mut i8)) (field $extra externref))))
      (table $roots 16 anyref)
      (func (export "make") (param $root i32) (param $number i64) (param $degree i32)
        (table.set $roots (local.get $root)
          (struct.new $node (local.get $number)
            (array.new_default $links (local.get $degree)) (i32.wrap_i64 (local.get $number)))))
      (func (export "makeSpecial")
        (param $root i32) (param $number i64) (param $degree i32) (param $extra externref)
        (table.set $roots (local.get $root)
          (struct.new $special (local.get $number)
            (array.new_default $links (local.get $degree)) (i32.wrap_i64 (local.get $number))
            (local.get $extra))))
      (func (export "link") (param $from i32) (param $at i32) (param $to i32)
        (array.set $links
          (struct.get $node $links
            (ref.cast (ref $node) (table.get $roots (local.get $from))))
          (local.get $at) (table.get $roots (local.get $to))))
      (func (export "linkInteger") (param $from i32) (param $at i32) (param $value i32)
        (array.set $links
          (struct.get $node $links
            (ref.cast (ref $node) (table.get $roots (local.get $from))))
          (local.get $at) (ref.i31 (local.get $value))))
      (func (export "follow") (param $root i32) (param $at i32)
        (table.set $roots (local.get $root)
          (array.get $links
            (struct.get $node $links
              (ref.cast (ref $node) (table.get $roots (local.get $root))))
            (local.get $at))))
      (func (export "move") (param $from i32) (param $to i32)
        (table.set $roots (local.get $to) (table.get $roots (local.get $from))))
      (func (export "drop") (param $root i32)
        (table.set $roots (local.get $root) (ref.null any)))
      (func (export "root") (param $root i32) (result anyref)
        (table.get $roots (local.get $root))))
    """

  private final class Node {
    let number: Int64
    let extra: Int?
    var links: [Target]

    init(_ number: Int64, _ degree: Int, extra: Int?) {
      self.number = number
      self.extra = extra
      links = Array(repeating: .null, count: degree)
    }
  }

  private enum Target {
    case null
    case integer(Int32)
    case node(Node)
  }

  @Test(arguments: 1...(_isDebugAssertConfiguration() ? 6 : 40), [false, true])
  func objectsStayWhatTheyAre(seed: Int, always: Bool) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var limits = StoreLimits()
    limits.heapByteCount = 1 << 20
    let instance = try guest(Self.text, limits: limits)
    instance.store.collectsAlways = always
    var roots = [Node?](repeating: nil, count: 16)
    for step in 0..<(always ? 400 : 4000) {
      try change(instance, &roots, &random, step)
      if !always && random.below(200) == 0 { instance.store.collectGarbage() }
      if random.below(always ? 50 : 400) == 0 {
        try compare(instance, roots, "seed \(seed), step \(step)")
      }
    }
    try compare(instance, roots, "seed \(seed), at the end")
  }

  private func change(
    _ instance: Instance, _ roots: inout [Node?], _ random: inout SeededGenerator, _ step: Int
  ) throws {
    let one = random.below(16)
    let other = random.below(16)
    switch random.below(10) {
    case 0, 1, 2:
      let node = Node(Int64(step), 1 + random.below(5), extra: nil)
      roots[one] = node
      try instance.call("make", Int32(one), node.number, Int32(node.links.count))
    case 3:
      let node = Node(Int64(step), 1 + random.below(300), extra: step)
      roots[one] = node
      _ = try instance.call(
        "makeSpecial",
        arguments: [
          .i32(Int32(one)), .i64(node.number), .i32(Int32(node.links.count)),
          .external(ExternalReference(step)),
        ])
    case 4, 5, 6:
      guard let from = roots[one] else { return }
      let place = random.below(from.links.count)
      from.links[place] = roots[other].map { .node($0) } ?? .null
      try instance.call("link", Int32(one), Int32(place), Int32(other))
    case 7:
      guard let from = roots[one] else { return }
      let place = random.below(from.links.count)
      from.links[place] = .integer(Int32(step))
      try instance.call("linkInteger", Int32(one), Int32(place), Int32(step))
    case 8:
      guard let from = roots[one] else { return }
      let place = random.below(from.links.count)
      guard case .node(let node) = from.links[place] else { return }
      roots[one] = node
      try instance.call("follow", Int32(one), Int32(place))
    default:
      if random.below(3) == 0 {
        roots[one] = nil
        try instance.call("drop", Int32(one))
      } else {
        roots[other] = roots[one]
        try instance.call("move", Int32(one), Int32(other))
      }
    }
  }

  /// Walks both graphs side by side.
  private func compare(_ instance: Instance, _ roots: [Node?], _ place: String) throws {
    let store = instance.store
    var known: [ObjectIdentifier: GuestReference] = [:]
    var pending: [(Node, GuestReference)] = []
    func meet(_ target: Target, _ value: Value) {
      switch (target, value) {
      case (.null, .reference(nil)): return
      case (.integer(let number), .reference(let reference?)):
        #expect(reference.integer == number, "\(place)")
      case (.node(let node), .reference(let reference?)):
        if let before = known[ObjectIdentifier(node)] {
          #expect(before == reference, "\(place)")
        } else {
          known[ObjectIdentifier(node)] = reference
          pending.append((node, reference))
        }
      default: Issue.record("\(place): \(value)")
      }
    }
    for (index, root) in roots.enumerated() {
      let value = try instance.call("root", arguments: [.i32(Int32(index))])[0]
      meet(root.map { .node($0) } ?? .null, value)
    }
    while let (node, reference) = pending.popLast() {
      guard case .i64(node.number) = try store.value(0, of: reference),
        case .i32(let small) = try store.value(2, of: reference),
        UInt8(truncatingIfNeeded: node.number) == UInt8(truncatingIfNeeded: small),
        case .reference(let links?) = try store.value(1, of: reference),
        try store.count(of: links) == node.links.count
      else {
        Issue.record("\(place): node \(node.number) changed")
        return
      }
      if let extra = node.extra {
        guard case .external(let value?) = try store.value(3, of: reference),
          value.value as? Int == extra
        else {
          Issue.record("\(place): the host value of \(node.number) changed")
          return
        }
      }
      for (index, link) in node.links.enumerated() {
        meet(link, try store.value(index, of: links))
      }
    }
  }
}
