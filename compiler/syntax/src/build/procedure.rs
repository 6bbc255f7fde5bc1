//! Dossiers, rankings, councils, and units with nothing to compute.

use super::Builder;
use super::list::FlatDocument;
use super::parts::{Pair, Parts};
use crate::ast::{
    Copies, Council, CouncilRule, CouncilRuleKind, Dossier, DossierItem, Doubt, EntryPoint, Expr, ExprKind, Ident, Key,
    Marker, Order, Ranking, RankingRule, Seat, Stated, Tails, VoteBase,
};
use quyche_base::Span;
use quyche_grammar::Rule;

impl Builder<'_> {
    pub(super) fn dossier(&mut self, pair: Pair<'_>) -> Option<Dossier> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_thanh_phan_ho_so);
        let name = self.take_ident(&mut parts);
        let copies = match parts.take(Rule::copies) {
            Some(pair) => Some(self.copies(pair)?),
            None => None,
        };
        let mut tails = Tails::default();
        self.take_tails(&mut parts, &mut tails)?;
        parts.has(Rule::colon);
        let (mut flat, mut wanting) = (Vec::new(), None);
        while let Some(pair) = parts.take(Rule::dossier_item) {
            self.want_semicolon(&mut wanting);
            flat.push(self.dossier_item(pair, &mut wanting)?);
        }
        let items = self.nest(flat).into_iter().map(|flat| flat.item).collect();
        Some(Dossier {
            name,
            copies,
            tails,
            items,
        })
    }

    pub(super) fn dossier_item(&mut self, pair: Pair<'_>, wanting: &mut Option<Span>) -> Option<FlatDocument> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let marker = self.take_marker(&mut parts)?;
        self.document_of(&mut parts, marker, span, wanting)
    }

    /// A document after its marker, up to its semicolon or its `gồm`.
    pub(super) fn document_of(
        &mut self,
        parts: &mut Parts<'_>,
        marker: Marker,
        span: Span,
        wanting: &mut Option<Span>,
    ) -> Option<FlatDocument> {
        let (name, label) = (self.take_ident(parts), self.take_label(parts));
        let mut item = DossierItem {
            marker,
            name,
            label,
            copies: None,
            under: None,
            limit: None,
            tails: Tails::default(),
            parts: Vec::new(),
            any: false,
        };
        let (mut has_parts, mut ended) = (false, false);
        while let Some(rule) = parts.peek().filter(|rule| *rule != Rule::dossier_item) {
            self.take_tails(parts, &mut item.tails)?;
            if parts.peek() == Some(Rule::dossier_item) {
                break;
            }
            let Some(part) = parts.any() else { break };
            let span = self.span(&part);
            item.any |= part.as_rule() == Rule::k_mot_trong;
            has_parts |= item.any || part.as_rule() == Rule::k_gom;
            ended |= part.as_rule() == Rule::semicolon;
            let twice = if part.as_rule() == Rule::copies {
                item.copies.replace(self.copies(part)?).is_some()
            } else if part.as_rule() == Rule::limit {
                item.limit.replace(self.limit(part)?).is_some()
            } else if part.as_rule() == Rule::under_one {
                let mut inner = Parts::new(part);
                inner.has(Rule::k_theo);
                item.under.replace(self.address(inner.take(Rule::address)?)?).is_some()
            } else {
                false
            };
            self.tell_twice(twice, rule, span);
        }
        *wanting = (!ended && !has_parts).then_some(span);
        Some(FlatDocument { item, has_parts })
    }

    fn copies(&mut self, pair: Pair<'_>) -> Option<Copies> {
        let mut parts = Parts::new(pair);
        let count = if let Some(branches) = parts.take(Rule::branches) {
            self.branches(branches)?
        } else {
            let number = parts.take(Rule::number)?;
            let span = self.span(&number);
            Expr {
                span,
                kind: ExprKind::Number(self.decimal(&number)?),
            }
        };
        let unit = if parts.has(Rule::k_ban) { "bản" } else { "bộ" };
        Some(Copies {
            count,
            unit: unit.to_owned(),
        })
    }

    /// The name after `đối với`, where one comes next.
    fn take_over(&self, parts: &mut Parts<'_>) -> Option<(Ident, Option<Ident>)> {
        let mut inner = Parts::new(parts.take(Rule::over)?);
        inner.has(Rule::k_doi_voi);
        let subject = self.take_ident(&mut inner)?;
        inner.has(Rule::k_trong);
        Some((subject, self.take_ident(&mut inner)))
    }

    pub(super) fn ranking(&mut self, pair: Pair<'_>) -> Option<Ranking> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_thu_tu_uu_tien);
        let (name, label) = (self.take_ident(&mut parts)?, self.take_label(&mut parts));
        let over = self.take_over(&mut parts).map(|(over, _)| over);
        let quota = match parts.take(Rule::quota) {
            Some(pair) => {
                let mut inner = Parts::new(pair);
                inner.has(Rule::k_chon);
                Some(self.take_operand(&mut inner)?)
            }
            None => None,
        };
        let mut tails = Tails::default();
        self.take_tails(&mut parts, &mut tails)?;
        parts.has(Rule::colon);
        let rule = if parts.has(Rule::k_dat_thi_trung_tuyen) {
            RankingRule::PassingSuffices
        } else if let Some(pair) = parts.take(Rule::tie_breaker) {
            let mut inner = Parts::new(pair);
            inner.has(Rule::k_khong_phan_dinh_thi_do);
            RankingRule::TieBreaker(self.take_ident(&mut inner)?)
        } else {
            RankingRule::Keys(self.keys(&mut parts)?)
        };
        Some(Ranking {
            name,
            label,
            over,
            quota,
            tails,
            rule,
        })
    }

    /// The direction of a key, where one comes next.
    pub(super) fn take_order(&self, parts: &mut Parts<'_>) -> Option<Order> {
        parts
            .take(Rule::key_order)
            .and_then(|pair| order(Parts::new(pair).peek()?))
    }

    fn keys(&mut self, parts: &mut Parts<'_>) -> Option<Vec<Key>> {
        let (mut keys, mut wanting) = (Vec::new(), None);
        while let Some(pair) = parts.take(Rule::key) {
            self.want_semicolon(&mut wanting);
            let span = self.span(&pair);
            let mut inner = Parts::new(pair);
            let marker = self.take_marker(&mut inner)?;
            let value = self.take_expression(&mut inner)?;
            let first = self.take_order(&mut inner);
            wanting = (!inner.has(Rule::semicolon)).then_some(span);
            keys.push(Key {
                marker,
                value,
                first,
                span,
            });
        }
        self.one_class(keys.iter().map(|key| &key.marker));
        Some(keys)
    }

    pub(super) fn council(&mut self, pair: Pair<'_>) -> Option<Council> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_hoi_dong);
        let (name, label) = (self.take_ident(&mut parts)?, self.take_label(&mut parts));
        let record = self.take_over(&mut parts).map(|(record, _)| record);
        parts.has(Rule::colon);
        let mut rules = Vec::new();
        while let Some(part) = parts.any() {
            let (rule, span) = (part.as_rule(), self.span(&part));
            let mut inner = Parts::new(part);
            let kind = if rule == Rule::members {
                self.members(&mut inner)?
            } else if rule == Rule::barred {
                inner.has(Rule::k_khong_bo_tri);
                CouncilRuleKind::Barred(self.items(&mut inner)?)
            } else if rule == Rule::quorum {
                self.quorum(&mut inner)?
            } else if rule == Rule::vote {
                self.vote(&mut inner)?
            } else {
                continue;
            };
            rules.push(CouncilRule { kind, span });
        }
        Some(Council {
            name,
            label,
            record,
            rules,
        })
    }

    fn members(&mut self, parts: &mut Parts<'_>) -> Option<CouncilRuleKind> {
        parts.has(Rule::k_thanh_vien);
        let mut sizes = Vec::new();
        while let Some(size) = self.take_count(parts) {
            sizes.push(size);
            parts.has(Rule::k_hoac);
        }
        parts.has(Rule::k_gom);
        let (mut seats, mut wanting) = (Vec::new(), None);
        while let Some(pair) = parts.take(Rule::seat) {
            self.want_semicolon(&mut wanting);
            seats.push(self.seat(pair, &mut wanting)?);
        }
        self.one_class(seats.iter().map(|seat: &Seat| &seat.marker));
        Some(CouncilRuleKind::Members { sizes, seats })
    }

    fn seat(&mut self, pair: Pair<'_>, wanting: &mut Option<Span>) -> Option<Seat> {
        let span = self.span(&pair);
        let mut parts = Parts::new(pair);
        let marker = self.take_marker(&mut parts)?;
        self.seat_of(&mut parts, marker, span, wanting)
    }

    /// A seat after its marker.
    pub(super) fn seat_of(
        &mut self,
        parts: &mut Parts<'_>,
        marker: Marker,
        span: Span,
        wanting: &mut Option<Span>,
    ) -> Option<Seat> {
        let count = self.take_count(parts);
        let name = self.take_ident(parts)?;
        let (mut conditions, mut concurrent) = (Vec::new(), None);
        while let Some(rule) = parts.peek().filter(|rule| *rule != Rule::semicolon) {
            let part = parts.any()?;
            if rule == Rule::expression {
                conditions.push(self.expression(part)?);
                continue;
            }
            let span = self.span(&part);
            let mut inner = Parts::new(part);
            let many = self.take_count(&mut inner)?;
            inner.has(Rule::k_kiem_nhiem);
            let twice = concurrent.replace((many, self.take_ident(&mut inner)?)).is_some();
            self.tell_twice(twice, rule, span);
        }
        *wanting = (!parts.has(Rule::semicolon)).then_some(span);
        Some(Seat {
            marker,
            count,
            name,
            conditions,
            concurrent,
            span,
        })
    }

    fn quorum(&mut self, parts: &mut Parts<'_>) -> Option<CouncilRuleKind> {
        parts.has(Rule::k_hop_khi_co_mat);
        let strict = parts.has(Rule::k_tren);
        parts.has(Rule::k_it_nhat);
        let numerator = self.take_count(parts)?;
        let denominator = if parts.has(Rule::slash) {
            Some(self.take_count(parts)?)
        } else {
            None
        };
        Some(CouncilRuleKind::Quorum {
            strict,
            numerator,
            denominator,
        })
    }

    fn vote(&mut self, parts: &mut Parts<'_>) -> Option<CouncilRuleKind> {
        parts.has(Rule::k_bieu_quyet_da_so);
        let base = match parts.take(Rule::vote_base) {
            Some(pair) => Some(self.vote_base(pair)?),
            None => None,
        };
        let tie_seat = parts.take(Rule::tie_side).and_then(|pair| {
            let mut inner = Parts::new(pair);
            inner.has(Rule::k_ngang_nhau_theo_phia);
            self.take_ident(&mut inner)
        });
        Some(CouncilRuleKind::Vote { base, tie_seat })
    }

    fn vote_base(&mut self, pair: Pair<'_>) -> Option<VoteBase> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_tinh_tren);
        Some(if parts.has(Rule::k_tong_so_thanh_vien) {
            VoteBase::Members
        } else if parts.has(Rule::k_so_co_mat) {
            VoteBase::Present
        } else if parts.has(Rule::k_so_phieu_thuan_va_chong) {
            VoteBase::ForAndAgainst
        } else {
            parts.has(Rule::k_cach_hieu);
            VoteBase::Reading(self.take_ident(&mut parts)?)
        })
    }

    /// The name in `(…)`, where one comes next.
    fn take_class(&self, parts: &mut Parts<'_>) -> Option<Ident> {
        let mut inner = Parts::new(parts.take(Rule::class)?);
        inner.has(Rule::open);
        self.take_ident(&mut inner)
    }

    pub(super) fn stated(&mut self, pair: Pair<'_>) -> Option<Stated> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_neu);
        let class = self.take_class(&mut parts);
        parts.has(Rule::colon);
        if let Some(text) = self.take_label(&mut parts) {
            return Some(Stated {
                class,
                texts: vec![(None, text)],
                from: None,
                until: None,
            });
        }
        let (mut texts, mut wanting) = (Vec::new(), None);
        while let Some(pair) = parts.take(Rule::text_item) {
            self.want_semicolon(&mut wanting);
            let span = self.span(&pair);
            let mut inner = Parts::new(pair);
            let marker = self.take_marker(&mut inner)?;
            texts.push((Some(marker), self.take_label(&mut inner)?));
            wanting = (!inner.has(Rule::semicolon)).then_some(span);
        }
        self.one_class(texts.iter().filter_map(|(marker, _)| marker.as_ref()));
        Some(Stated {
            class,
            texts,
            from: None,
            until: None,
        })
    }

    pub(super) fn doubt(&mut self, pair: Pair<'_>) -> Option<Doubt> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_nghi_van);
        let kind = self.take_class(&mut parts)?;
        parts.has(Rule::colon);
        let text = self.take_label(&mut parts)?;
        let affects = match parts.take(Rule::affects) {
            Some(pair) => {
                let mut inner = Parts::new(pair);
                inner.has(Rule::k_anh_huong);
                self.addresses(inner.take(Rule::addresses)?)?
            }
            None => Vec::new(),
        };
        Some(Doubt { kind, text, affects })
    }

    pub(super) fn entry_point(&mut self, pair: Pair<'_>) -> Option<EntryPoint> {
        let mut parts = Parts::new(pair);
        parts.has(Rule::k_xet);
        let (name, label) = (self.take_ident(&mut parts)?, self.take_label(&mut parts));
        parts.has(Rule::colon);
        let (subject, context) = self.take_over(&mut parts)?;
        let mut entry = EntryPoint {
            name,
            label,
            subject,
            context,
            title: None,
            under: Vec::new(),
            ranked_by: None,
            council: None,
        };
        while let Some(part) = parts.any() {
            let (rule, span) = (part.as_rule(), self.span(&part));
            let mut inner = Parts::new(part);
            inner.any();
            let twice = if rule == Rule::entry_title {
                std::mem::replace(&mut entry.title, self.take_ident(&mut inner)).is_some()
            } else if rule == Rule::entry_under {
                entry.under.extend(self.addresses(inner.take(Rule::addresses)?)?);
                false
            } else if rule == Rule::entry_ranked {
                let address = self.address(inner.take(Rule::address)?)?;
                entry.ranked_by.replace(address).is_some()
            } else {
                std::mem::replace(&mut entry.council, self.take_ident(&mut inner)).is_some()
            };
            self.tell_twice(twice, rule, span);
        }
        Some(entry)
    }
}

fn order(word: Rule) -> Option<Order> {
    let orders = [
        (Rule::k_cao_hon, Order::Higher),
        (Rule::k_thap_hon, Order::Lower),
        (Rule::k_nhieu_hon, Order::More),
        (Rule::k_it_hon, Order::Less),
        (Rule::k_som_hon, Order::Earlier),
        (Rule::k_muon_hon, Order::Later),
    ];
    orders
        .into_iter()
        .find(|(rule, _)| *rule == word)
        .map(|(_, order)| order)
}
