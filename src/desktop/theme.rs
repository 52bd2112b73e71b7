//! Colour tokens, text sizes, shadows, and the theme in force.

use bevy::prelude::*;

/// What a colour means. Nothing in the window names a colour in any other way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// No colour at all.
    Clear,
    /// The table, at its upper edge; carries no text.
    Desk,
    /// The table, at its lower edge.
    DeskEnd,
    /// Paper.
    Sheet,
    /// Recessed or selected paper.
    Inset,
    /// An index tab at rest.
    Tab,
    /// Ruled lines; never the only sign of anything.
    Rule,
    /// Dividers; never the only sign of anything.
    Line,
    /// What the world says; filled button; selection.
    Ink,
    /// Text on ink.
    OnInk,
    /// Secondary text, borders of controls.
    Ink2,
    /// Labels and units; not on tabs, not on the desk.
    Ink3,
    /// What is not so: lines and dashes only, never text.
    Pencil,
    /// What you know or did; the focus ring.
    Pen,
    /// Urgency and nothing else.
    Shu,
    /// Text on vermilion.
    OnShu,
    /// What was just learnt, until the next act.
    New,
    /// The desk edge with clock and ruler.
    Bar,
    /// Text on the desk edge.
    OnBar,
    /// Secondary text and borders on the desk edge.
    QuietOnBar,
    /// The bamboo ruler, at its upper edge.
    Ruler,
    /// The bamboo ruler, at its lower edge.
    RulerEnd,
    /// Labels on the ruler: dark in both themes, because bamboo is light in both.
    OnRuler,
    /// The monitor, dark in both themes.
    Console,
    /// Text on the monitor.
    ConsoleText,
    /// Secondary text on the monitor.
    ConsoleDim,
}

/// The colour of a token in the light or the dark theme.
pub fn color(dark: bool, token: Token) -> Color {
    let (light, night) = match token {
        Token::Clear => return Color::NONE,
        Token::Desk => (0xC4_B6_9E, 0x2B_26_21),
        Token::DeskEnd => (0xB8_A9_8F, 0x21_1D_19),
        Token::Sheet | Token::OnInk => (0xFC_F9_F2, 0x36_31_2B),
        Token::Inset => (0xF4_ED_DF, 0x2C_28_23),
        Token::Tab => (0xE3_D8_C4, 0x34_2F_29),
        Token::Rule => (0xE6_DC_CA, 0x46_3F_37),
        Token::Line => (0xDD_D2_BE, 0x50_48_3E),
        Token::Ink => (0x2A_26_22, 0xF3_EB_DD),
        Token::Ink2 => (0x5A_51_47, 0xCF_C4_B2),
        Token::Ink3 => (0x6F_65_58, 0xB3_A7_95),
        Token::Pencil => (0x85_7A_6C, 0x9A_8E_7E),
        Token::Pen => (0x27_46_6B, 0xA9_C8_EA),
        Token::Shu => (0xBF_2F_17, 0xFF_86_68),
        Token::OnShu => (0xFF_FA_F2, 0x2A_15_10),
        Token::New => (0xF6_E9_C4, 0x44_3B_25),
        Token::Bar => (0x3A_33_2B, 0x1B_18_15),
        Token::OnBar => (0xF7_F0_E2, 0xF3_EB_DD),
        Token::QuietOnBar => (0xCB_BF_AA, 0xB8_AC_99),
        Token::Ruler => (0xEB_D9_AE, 0xC9_B4_84),
        Token::RulerEnd => (0xDC_C6_90, 0xB8_A2_72),
        Token::OnRuler => (0x2A_26_22, 0x2A_26_22),
        Token::Console => (0x23_21_1E, 0x1C_1A_18),
        Token::ConsoleText => (0xED_E6_D8, 0xED_E6_D8),
        Token::ConsoleDim => (0xB8_AD_9C, 0xB8_AD_9C),
    };
    let [_, red, green, blue] = u32::to_be_bytes(if dark { night } else { light });
    Color::srgb_u8(red, green, blue)
}

/// The five text sizes. Few, because every face at every size is an atlas of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Size {
    /// Labels and times: 13.
    Small,
    /// Body: 15.
    Body,
    /// Current speech, titles on a sheet: 18.
    Title,
    /// Names and heads: 22.
    Head,
    /// The clock and the one big number: 30.
    Clock,
}

impl Size {
    /// Height in logical pixels at 100 %.
    pub const fn px(self) -> f32 {
        match self {
            Self::Small => 13.0,
            Self::Body => 15.0,
            Self::Title => 18.0,
            Self::Head => 22.0,
            Self::Clock => 30.0,
        }
    }
}

/// How far something lies above what is beneath it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lift {
    /// A sheet on the desk.
    Sheet,
    /// A slip on a sheet.
    Slip,
}

/// One shadow of a lifted thing.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    /// Without its own opacity.
    pub color: Color,
    /// How far it is moved down, in logical pixels.
    pub down: f32,
    /// How soft its edge is: the standard deviation of the blur, in logical pixels.
    pub blur: f32,
    /// How dark it is in its middle, from 0 to 1.
    pub alpha: f32,
}

/// The two stacked shadows of a lifted thing, the near one first.
pub fn shadows(dark: bool, lift: Lift) -> [Cast; 2] {
    let [near, far] = match lift {
        Lift::Sheet => [(2.0, 5.0, 0.22), (8.0, 18.0, 0.14)],
        Lift::Slip => [(3.0, 8.0, 0.30), (10.0, 22.0, 0.20)],
    };
    let cast = |(down, blur, alpha): (f32, f32, f32), alpha_dark: f32| Cast {
        color: if dark { Color::BLACK } else { Color::srgb_u8(0x3A, 0x2C, 0x18) },
        down,
        blur,
        alpha: if dark { alpha_dark } else { alpha },
    };
    [cast(near, 0.45), cast(far, 0.35)]
}

/// Which theme is in force, and how large text is.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct Theme {
    /// Dark paper, light ink.
    pub dark: bool,
    /// Factor on text only, from 1.0 to 2.0; the layout answers to it on its own.
    pub text_scale: f32,
}

impl Default for Theme {
    fn default() -> Self {
        Self { dark: false, text_scale: 1.0 }
    }
}

impl Theme {
    /// The colour of a token in this theme.
    pub fn color(&self, token: Token) -> Color {
        color(self.dark, token)
    }

    /// Logical pixels of a text size at the chosen scale; a scale out of range is brought into it.
    pub fn px(&self, size: Size) -> f32 {
        (size.px() * self.text_scale.clamp(1.0, 2.0)).round()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color) -> f32 {
        let c = color.to_linear();
        0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue
    }

    fn contrast(dark: bool, text: Token, ground: Token) -> f32 {
        let (a, b) = (luminance(color(dark, text)), luminance(color(dark, ground)));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn every_text_colour_is_readable_on_its_ground_in_both_themes() {
        let pairs = [
            (Token::Ink, Token::Sheet),
            (Token::Ink, Token::Inset),
            (Token::Ink, Token::Tab),
            (Token::OnInk, Token::Ink),
            (Token::Ink2, Token::Sheet),
            (Token::Ink3, Token::Sheet),
            (Token::Ink3, Token::Inset),
            (Token::Pen, Token::Sheet),
            (Token::Pen, Token::New),
            (Token::Shu, Token::Sheet),
            (Token::OnShu, Token::Shu),
            (Token::OnBar, Token::Bar),
            (Token::QuietOnBar, Token::Bar),
            (Token::OnRuler, Token::Ruler),
            (Token::OnRuler, Token::RulerEnd),
            (Token::ConsoleText, Token::Console),
            (Token::ConsoleDim, Token::Console),
        ];
        for dark in [false, true] {
            for (text, ground) in pairs {
                let ratio = contrast(dark, text, ground);
                assert!(ratio >= 4.5, "{text:?} on {ground:?}, dark {dark}: {ratio:.2}");
            }
        }
    }
}
