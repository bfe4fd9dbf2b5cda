import Ganglion
import Testing

import GanglionCommand

@Suite("Sizes, times and values as text")
struct ValueTests {
  @Test(
    "Sizes",
    arguments: [
      ("0", 0), ("65536", 65536), ("64KiB", 65536), ("64k", 65536), ("1MiB", 1 << 20),
      ("2G", 2 << 30), ("7B", 7), ("64mib", 64 << 20),
    ] as [(String, UInt64)])
  func sizes(text: String, size: UInt64) { #expect(ByteSize.parse(text) == size) }

  @Test(
    "What is no size",
    arguments: ["", "x", "-1", "1.5MiB", "64 MiB", "99999999999999999999", "99999999TiB", "１"])
  func badSizes(text: String) { #expect(ByteSize.parse(text) == nil) }

  @Test("Sizes are written briefly")
  func sizeTexts() {
    #expect(ByteSize.text(0) == "0 B")
    #expect(ByteSize.text(1023) == "1023 B")
    #expect(ByteSize.text(1536) == "1.5 KiB")
    #expect(ByteSize.text(128 << 20) == "128.0 MiB")
    #expect(ByteSize.text(.max) == "16777215.9 TiB")
  }

  @Test(
    "Times",
    arguments: [
      ("10", Duration.seconds(10)), ("10s", .seconds(10)), ("500ms", .milliseconds(500)),
      ("1.5s", .milliseconds(1500)), ("2m", .seconds(120)), ("1h", .seconds(3600)),
      ("0", .zero), ("7us", .microseconds(7)), ("3ns", .nanoseconds(3)),
    ])
  func times(text: String, time: Duration) { #expect(DurationText.parse(text) == time) }

  @Test(
    "What is no time",
    arguments: ["", "s", "-1s", "1 s", "1e3s", "1d", "inf", "999999999999h", "1..2s"])
  func badTimes(text: String) { #expect(DurationText.parse(text) == nil) }

  @Test("Times are written briefly")
  func timeTexts() {
    #expect(DurationText.text(nanoseconds: 999) == "999 ns")
    #expect(DurationText.text(nanoseconds: 1_500_000) == "1.50 ms")
    #expect(DurationText.text(nanoseconds: 62_005_000_000) == "62.00 s")
  }

  @Test(
    "Integers are read by their type and printed signed",
    arguments: [
      ("0", "0"), ("-1", "-1"), ("4294967295", "-1"), ("0xffffffff", "-1"), ("0x10", "16"),
      ("-0x80000000", "-2147483648"), ("+7", "7"), ("2147483648", "-2147483648"),
    ])
  func integers(text: String, printed: String) throws {
    let value = try #require(ValueText.parse(text, as: .i32))
    #expect(ValueText.text(value) == printed)
  }

  @Test(
    "What is no i32",
    arguments: [
      "", "-", "+", "--1", "+-1", "-+1", "0x", "0x-1", "4294967296", "-2147483649", "1.0", "1_000",
      "one", "0xg", " 1",
    ])
  func badIntegers(text: String) { #expect(ValueText.parse(text, as: .i32) == nil) }

  @Test("The ends of i64")
  func longIntegers() throws {
    for text in ["-9223372036854775808", "9223372036854775807"] {
      #expect(ValueText.text(try #require(ValueText.parse(text, as: .i64))) == text)
    }
    #expect(ValueText.parse("18446744073709551616", as: .i64) == nil)
  }

  @Test(
    "Numbers come out as they went in, to the last bit",
    arguments: [
      "0.0", "-0.0", "1.5", "-2.5e+20", "inf", "-inf", "nan", "-nan", "nan:0x1",
      "-nan:0x123456789abcd", "5e-324", "1.7976931348623157e+308",
    ])
  func doubles(text: String) throws {
    let value = try #require(ValueText.parse(text, as: .f64))
    #expect(ValueText.text(value) == text)
  }

  @Test("Other ways to write numbers")
  func otherDoubles() throws {
    for (text, printed) in [("1", "1.0"), ("0x1.8p3", "12.0"), (".5", "0.5"), ("+1e2", "100.0")] {
      #expect(ValueText.text(try #require(ValueText.parse(text, as: .f64))) == printed)
    }
    #expect(
      ValueText.text(try #require(ValueText.parse("nan:0x200000", as: .f32))) == "nan:0x200000")
  }

  @Test(
    "What is no number",
    arguments: [
      "", "x", "nan:0x0", "nan:", "nan:0x10000000000000", "1e999", "infinity", "1,5", "- 1",
    ])
  func badDoubles(text: String) { #expect(ValueText.parse(text, as: .f64) == nil) }

  @Test("Vectors and references")
  func others() throws {
    let vector = try #require(ValueText.parse("0x10000000000000002", as: .v128))
    #expect(ValueText.text(vector) == "0x00000000000000010000000000000002")
    #expect(ValueText.parse("0x123456789012345678901234567890123", as: .v128) == nil)
    #expect(ValueText.text(try #require(ValueText.parse("null", as: .funcref))) == "null")
    #expect(ValueText.text(try #require(ValueText.parse("null", as: .externref))) == "null")
    #expect(ValueText.parse("0", as: .externref) == nil)
  }

  @Test("Guests' exit codes keep their meaning")
  func exitCodes() {
    #expect(ExitCode.guest(0).rawValue == 0)
    #expect(ExitCode.guest(42).rawValue == 42)
    #expect(ExitCode.guest(255).rawValue == 255)
    #expect(ExitCode.guest(256).rawValue == 1)
    #expect(ExitCode.guest(.max).rawValue == 255)
  }

  @Test("What would control a terminal is shown, not sent")
  func printable() {
    #expect(Printable.text("plain\n") == "plain\n")
    #expect(Printable.text("\u{1B}[31mred") == "\\u{1b}[31mred")
    #expect(Printable.text("a\u{202E}b\u{9B}c") == "a\\u{202e}b\\u{9b}c")
    #expect(Printable.name("a\nb") == "a\\nb")
  }

  @Test("Tables are aligned")
  func tables() {
    var table = TextTable(.left, .right)
    table.add("a", "1")
    table.add("long", "100")
    table.add("b")
    #expect(table.lines(indent: " ") == [" a       1", " long  100", " b"])
  }
}
