import CapnProto
import Testing

@Suite struct BuildAndReadTests {
  @Test func buildsAndReadsAStruct() throws {
    let builder = MessageBuilder()
    let person = builder.initRoot(Person.self)
    person.id = 42
    person.age = 30
    person.active = true
    person.mood = .happy
    person.setName("Ada")
    let friends = person.initFriends(3)
    for index in friends.indices { friends[index].id = UInt64(index) }
    friends[1].setName("Bob, whose name is longer than fifteen bytes")
    let tags = person.initTags(2)
    tags.set(1, "second")
    let scores = person.initScores(2)
    scores[0] = 1.5
    person.setPhoto([1, 2, 3])
    person.anything.setText("any")
    let school = person.initHome().initSchool()
    school.setName("ETH")
    school.year = 1999

    let bytes = try builder.framedBytes()
    let message = try Message(framed: bytes)
    let read = try message.root(as: Person.self)
    #expect(read.id == 42 && read.age == 30 && read.active && read.mood == .happy)
    #expect(try read.name == "Ada")
    #expect(try read.email == "nobody")
    #expect(try read.friends.map(\.id) == [0, 1, 2])
    #expect(try read.friends[1].name.string == "Bob, whose name is longer than fifteen bytes")
    #expect(try read.friends[0].name.isEmpty)
    #expect(try read.friends[0].age == 18)
    #expect(try read.tags.map(\.string) == ["", "second"])
    #expect(try Array(read.scores) == [1.5, 0])
    #expect(try read.photo.bytes == [1, 2, 3])
    #expect(try read.anything.as(Text.self) == "any")
    guard case .school(let found) = try read.home.which else {
      Issue.record("not a school")
      return
    }
    #expect(try found.name == "ETH")
    #expect(found.year == 1999)
  }

  @Test func growsIntoMoreSegments() throws {
    let builder = MessageBuilder(sizeHint: 4)
    let friends = builder.initRoot(Person.self).initFriends(200)
    for index in friends.indices { friends[index].setName("friend \(index)") }
    #expect(builder.segmentCount > 2)
    let message = try builder.finish()
    let read = try message.root(as: Person.self).friends
    for index in read.indices { #expect(try read[index].name.string == "friend \(index)") }
    let again = try Message(framed: message.framedBytes)
    #expect(try again.root(as: Person.self).friends[199].name == "friend 199")
  }

  @Test func movesObjectsWithoutCopying() throws {
    let builder = MessageBuilder(sizeHint: 4)
    let root = builder.initRoot(Person.self)
    let home = root.initHome()
    home.setName("moved")
    let orphan = root.raw.pointer(7).disown()
    #expect(!root.raw.hasPointer(7))
    try root.anything.adopt(orphan)
    #expect(try root.asReader.anything.as(Person.self).name == "moved")
    let other = MessageBuilder()
    try other.root.adopt(root.anything.disown())
    #expect(try other.finish().root(as: Person.self).name == "moved")
  }

  @Test func finishedMessageNeverChanges() throws {
    let builder = MessageBuilder()
    let root = builder.initRoot(Person.self)
    root.id = 1
    let message = try builder.finish()
    root.id = 2
    #expect(try message.root(as: Person.self).id == 1)
    #expect(try builder.finish().root.isNull)
  }

  @Test func manyTasksReadOneMessage() async throws {
    let builder = MessageBuilder(sizeHint: 16)
    let friends = builder.initRoot(Person.self).initFriends(500)
    for index in friends.indices {
      friends[index].id = UInt64(index)
      friends[index].setName("friend \(index)")
    }
    let message = try builder.finish()
    let sums = try await withThrowingTaskGroup(of: UInt64.self) { group in
      for _ in 0..<8 {
        group.addTask {
          var sum: UInt64 = 0
          for friend in try message.root(as: Person.self).friends {
            sum += friend.id + UInt64(try friend.name.count)
          }
          return sum
        }
      }
      return try await group.reduce(into: Set<UInt64>()) { $0.insert($1) }
    }
    #expect(sums.count == 1)
  }

  @Test func readersKeepTheMessage() throws {
    func name() throws -> TextReader {
      let builder = MessageBuilder()
      builder.initRoot(Person.self).initHome().setName("kept")
      return try builder.finish().root(as: Person.self).home.name
    }
    #expect(try name() == "kept")
    #expect(try name().string == "kept")
  }

  @Test func literalsAreText() {
    #expect(TextReader("x").bytes == [0x78])
    #expect(TextReader("").isEmpty)
    #expect(TextReader("ä€").string == "ä€")
  }

  @Test func sharesBytesWithOtherLimits() throws {
    let builder = MessageBuilder()
    builder.initRoot(Person.self).setName("n")
    let message = try builder.finish().fresh(limits: Limits(traversalWords: 12))
    let root = try message.root(as: Person.self)
    #expect(try root.name == "n")
    #expect(throws: CapnProtoError(.traversalLimit)) { try root.name }
    #expect(try message.fresh().root(as: Person.self).name == "n")
  }

  @Test func copiesWithinAMessage() throws {
    let builder = MessageBuilder()
    let root = builder.initRoot(Person.self)
    root.setName("loop")
    try root.setHome(root.asReader)
    #expect(try root.asReader.home.name == "loop")
    #expect(try !root.asReader.home.raw.hasPointer(7))
  }
}
