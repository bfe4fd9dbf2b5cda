package main

import (
	"encoding/binary"
	"errors"
	"io"
)

var errMalformed = errors.New("malformed message")

// A message that came: its segments.
type message struct{ segments [][]byte }

// A struct in a message. What is not there reads as zero.
type structure struct {
	message        *message
	segment        int
	data, pointers int // in words
	start          int // in words
}

// Reads the next message of a stream.
func readMessage(stream io.Reader) (*message, error) {
	var head [4]byte
	if _, err := io.ReadFull(stream, head[:]); err != nil {
		return nil, err
	}
	count := int(binary.LittleEndian.Uint32(head[:])) + 1
	if count > 512 {
		return nil, errMalformed
	}
	// The sizes of the segments, and zeros up to the end of a word.
	sizes := make([]byte, (4+4*count+7)/8*8-4)
	if _, err := io.ReadFull(stream, sizes); err != nil {
		return nil, err
	}
	m := &message{}
	total := 0
	for i := 0; i < count; i++ {
		size := int(binary.LittleEndian.Uint32(sizes[4*i:]))
		if total += size; total > 8<<20 {
			return nil, errMalformed
		}
		segment := make([]byte, 8*size)
		if _, err := io.ReadFull(stream, segment); err != nil {
			return nil, err
		}
		m.segments = append(m.segments, segment)
	}
	return m, nil
}

func (m *message) word(segment, index int) uint64 {
	if segment >= len(m.segments) || index < 0 || 8*index+8 > len(m.segments[segment]) {
		return 0
	}
	return binary.LittleEndian.Uint64(m.segments[segment][8*index:])
}

// Follows a pointer: the pointer itself, or the one in another segment that it leads to, and where
// what it leads to begins.
func (m *message) follow(segment, at int) (pointer uint64, target, start int) {
	pointer = m.word(segment, at)
	if pointer&3 != 2 {
		return pointer, segment, at + 1 + int(int32(pointer))>>2
	}
	segment, at = int(pointer>>32), int(uint32(pointer)>>3)
	if pointer&4 == 0 {
		pointer = m.word(segment, at)
		return pointer, segment, at + 1 + int(int32(pointer))>>2
	}
	far := m.word(segment, at)
	return m.word(segment, at+1), int(far >> 32), int(uint32(far) >> 3)
}

func (m *message) structure(segment, at int) structure {
	pointer, segment, start := m.follow(segment, at)
	if pointer == 0 || pointer&3 != 0 {
		return structure{message: m}
	}
	return structure{m, segment, int(pointer>>32) & 0xFFFF, int(pointer >> 48), start}
}

func (m *message) root() structure { return m.structure(0, 0) }

func (s structure) word(index int) uint64 {
	if index >= s.data {
		return 0
	}
	return s.message.word(s.segment, s.start+index)
}

func (s structure) uint32(index int) uint32 { return uint32(s.word(index/2) >> (32 * (index % 2))) }
func (s structure) uint16(index int) uint16 { return uint16(s.word(index/4) >> (16 * (index % 4))) }

func (s structure) structure(index int) structure {
	if index >= s.pointers {
		return structure{message: s.message}
	}
	return s.message.structure(s.segment, s.start+s.data+index)
}

// The bytes of a text or of data.
func (s structure) bytes(index int) []byte {
	if index >= s.pointers {
		return nil
	}
	pointer, segment, start := s.message.follow(s.segment, s.start+s.data+index)
	count := int(pointer >> 35)
	if pointer&3 != 1 || pointer>>32&7 != 2 || segment >= len(s.message.segments) {
		return nil
	}
	content := s.message.segments[segment]
	if start < 0 || 8*start+count > len(content) {
		return nil
	}
	return content[8*start : 8*start+count]
}

func (s structure) text(index int) string {
	content := s.bytes(index)
	if len(content) == 0 {
		return ""
	}
	return string(content[:len(content)-1])
}

// The elements of a list of structs.
func (s structure) list(index int) []structure {
	if index >= s.pointers {
		return nil
	}
	pointer, segment, start := s.message.follow(s.segment, s.start+s.data+index)
	if pointer&3 != 1 || pointer>>32&7 != 7 {
		return nil
	}
	tag := s.message.word(segment, start)
	count, data, pointers := int(uint32(tag)>>2), int(tag>>32)&0xFFFF, int(tag>>48)
	if count*(data+pointers) > int(pointer>>35) {
		return nil
	}
	elements := make([]structure, count)
	for i := range elements {
		elements[i] = structure{s.message, segment, data, pointers, start + 1 + i*(data+pointers)}
	}
	return elements
}
